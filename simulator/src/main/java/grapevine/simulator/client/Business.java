package grapevine.simulator.client;

import grapevine.simulator.world.Dice;
import grapevine.simulator.world.World;
import java.util.ArrayList;
import java.util.List;

/**
 * All that people do besides placing and moving orders: they talk, have accounts, run restaurants,
 * let orders lie. Each checks what it was promised as it goes on, and everybody is asked in the
 * end.
 */
public final class Business {
  private static final double PRESENT = 0.5;

  private final World world;
  private final Talkers talkers;
  private final Registrar registrar;
  private final Kitchen kitchen;
  private final Owners owners;
  private final List<Party> parties;

  /** How often what is worth seeing was seen. */
  public record Counts(
      int answersShown,
      int markedAsRead,
      int written,
      int accountsDeleted,
      int expired,
      int expiredThoughAccepted,
      int kitchenEdits) {}

  /**
   * @param isOneDiskEnough as for {@link Workload}
   */
  public Business(World world, Dice dice, boolean isOneDiskEnough) {
    this.world = world;
    this.talkers = new Talkers(world, dice.fork("talkers"), isOneDiskEnough);
    this.registrar =
        new Registrar(new TokenHolder("registrar", world, dice.fork("registrar"), isOneDiskEnough));
    this.kitchen =
        new Kitchen(
            world,
            new TokenHolder("eater", world, dice.fork("eater"), isOneDiskEnough),
            new TokenHolder("cook", world, dice.fork("cook"), isOneDiskEnough));
    this.owners = new Owners(world, dice.fork("owners"), isOneDiskEnough);
    this.parties = new ArrayList<>();
    for (Party party : List.of(talkers, registrar, kitchen, owners)) {
      // Not all in every run: each costs time, and all together hide what one of them shows.
      if (dice.chance(PRESENT)) {
        parties.add(party);
      }
    }
  }

  public void begin() {
    parties.forEach(Party::begin);
  }

  public void end() {
    parties.forEach(Party::end);
  }

  public boolean isIdle() {
    return parties.stream().allMatch(Party::isIdle);
  }

  /** One party after the other asks for all that it may rely on. */
  public void settle() {
    settle(new ArrayList<>(parties));
  }

  private void settle(List<Party> left) {
    if (!left.isEmpty()) {
      left.remove(0).settle(() -> settle(left));
    }
  }

  public void inspect() {
    Witnesses witnesses = new Witnesses(world);
    parties.forEach(party -> party.inspect(witnesses));
  }

  public Counts counts() {
    return new Counts(
        talkers.answersShown(),
        talkers.markedAsRead(),
        talkers.written(),
        registrar.deleted(),
        kitchen.expired(),
        kitchen.expiredThoughAccepted(),
        owners.edits());
  }
}
