package grapevine.simulator.client;

import grapevine.simulator.world.Dice;
import grapevine.simulator.world.World;
import java.util.ArrayList;
import java.util.List;

/** Some accounts that write to one another, and to everybody. */
final class Talkers implements Party {
  private final Talk talk = new Talk();
  private final Board board = new Board();
  private final List<Talker> all = new ArrayList<>();

  Talkers(World world, Dice dice, boolean isOneDiskEnough) {
    int count = dice.between(2, 3);
    for (int i = 1; i <= count; i++) {
      String name = "t" + i;
      TokenHolder self = new TokenHolder(name, world, dice.fork(name), isOneDiskEnough);
      all.add(new Talker(self, talk, board, all));
    }
  }

  @Override
  public void begin() {
    all.forEach(Talker::think);
  }

  @Override
  public void end() {
    all.forEach(Talker::end);
  }

  @Override
  public boolean isIdle() {
    return all.stream().allMatch(Talker::isIdle);
  }

  @Override
  public void settle(Runnable whenDone) {
    settleFrom(0, whenDone);
  }

  // All at once could be too many for a front end.
  private void settleFrom(int talker, Runnable whenDone) {
    if (talker == all.size()) {
      whenDone.run();
    } else {
      all.get(talker).settle(() -> settleFrom(talker + 1, whenDone));
    }
  }

  @Override
  public void inspect(Witnesses witnesses) {
    all.forEach(talker -> talker.inspect(witnesses));
    board.inspect(witnesses);
  }

  int answersShown() {
    return talk.answersShown();
  }

  int markedAsRead() {
    return all.stream().mapToInt(Talker::markedAsRead).sum();
  }

  int written() {
    return board.written();
  }
}
