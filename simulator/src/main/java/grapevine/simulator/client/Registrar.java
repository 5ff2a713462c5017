package grapevine.simulator.client;

import grapevine.common.CanonicalHash;
import grapevine.common.ordering.Account;
import grapevine.common.ordering.Answer;
import grapevine.common.ordering.ForcedResult;
import grapevine.common.ordering.Operation;
import grapevine.common.ordering.PasswordHash;
import grapevine.common.ordering.Query;
import grapevine.common.ordering.Role;
import grapevine.common.ordering.UniqueName;
import grapevine.common.security.Session;
import grapevine.simulator.check.InvariantViolated;
import grapevine.simulator.client.TokenHolder.Deed;
import grapevine.simulator.world.Timeline;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.LongFunction;

/**
 * Leads one account after the other through its life: made, given a restaurant, logged out,
 * deleted. Whatever was decided is shown from then on; a deleted account keeps its name, and gets
 * nothing any more. A life whose step has an unknown end is left as it is.
 */
final class Registrar implements Party {
  private static final long PAUSE_MICROS = 400 * Timeline.MILLI;
  private static final PasswordHash HASH = new PasswordHash("$argon2id$");

  private final TokenHolder self;
  private final List<Life> lives = new ArrayList<>();
  private boolean isIdle = true;

  /** What is known of an account for certain. */
  private static final class Life {
    private final String id;
    private boolean isMade;
    private boolean isGiven;
    private boolean isLoggedOut;
    private boolean isPerhapsDeleted;
    private boolean isDeleted;

    Life(String id) {
      this.id = id;
    }

    String name() {
      return "Name of " + id;
    }

    String restaurant() {
      return "r-" + id;
    }

    String session() {
      return "s-" + id;
    }
  }

  Registrar(TokenHolder self) {
    this.self = self;
  }

  @Override
  public void begin() {
    self.after(PAUSE_MICROS, this::next);
  }

  private void next() {
    isIdle = self.isOver();
    if (!isIdle) {
      Life life = new Life(self.name + "-" + lives.size());
      lives.add(life);
      make(life);
    }
  }

  private void pause() {
    isIdle = true;
    begin();
  }

  private void make(Life life) {
    decide(
        life,
        "make",
        at -> account(life.id, life, at),
        result -> {
          requireDone(life, result);
          life.isMade = true;
          give(life);
        });
  }

  private static Operation account(String id, Life named, long atMillis) {
    UniqueName name = UniqueName.parse(named.name()).orElseThrow();
    return new Operation.CreateAccount(
        id, name.shown(), name.key(), Role.RESTAURANT, HASH, null, atMillis);
  }

  private void give(Life life) {
    decide(
        life,
        "give",
        at -> new Operation.GiveRestaurant(life.restaurant(), life.id),
        result -> {
          requireDone(life, result);
          life.isGiven = true;
          check(life, () -> logOut(life));
        });
  }

  private void logOut(Life life) {
    self.update(
        new Deed(
            Session.endCallId(life.session()),
            at -> new Operation.EndSession(life.session(), life.id, at)),
        isDone -> {
          life.isLoggedOut = isDone;
          check(life, () -> delete(life));
        });
  }

  private void delete(Life life) {
    if (self.dice().chance(0.3)) {
      pause();
      return;
    }
    life.isPerhapsDeleted = true;
    decide(
        life,
        "delete",
        at -> new Operation.DeleteAccount(life.id, at),
        result -> {
          requireDone(life, result);
          life.isDeleted = true;
          check(life, () -> takeName(life));
        });
  }

  private void takeName(Life life) {
    decide(
        life,
        "take the name",
        at -> account(life.id + "-heir", life, at),
        result -> {
          require(result instanceof ForcedResult.NameTaken, life, result);
          giveInVain(life);
        });
  }

  private void giveInVain(Life life) {
    decide(
        life,
        "give in vain",
        at -> new Operation.GiveRestaurant(life.restaurant() + "-2", life.id),
        result -> {
          require(result instanceof ForcedResult.AccountGone, life, result);
          pause();
        });
  }

  private interface Then {
    void decided(ForcedResult result);
  }

  private void decide(Life life, String step, LongFunction<Operation> facts, Then then) {
    if (self.isOver()) {
      pause();
      return;
    }
    // One body for all tries, as a front end's: what is decided is the first of them.
    long at = self.nowMillis();
    Operation operation = facts.apply(at);
    self.force(
        new Deed(CanonicalHash.callId(life.id, step), now -> operation),
        result -> result.ifPresentOrElse(then::decided, this::pause));
  }

  private void requireDone(Life life, ForcedResult result) {
    require(result instanceof ForcedResult.Done, life, result);
  }

  private static void require(boolean isRight, Life life, Object found) {
    if (!isRight) {
      throw new InvariantViolated("account-rules", life.id + " is told " + found);
    }
  }

  /** What this registrar knows is shown to it. */
  private void check(Life life, Runnable then) {
    self.ask(
        new Query.FindAccount(life.name()),
        found -> {
          found.ifPresent(answer -> requireAccount(life, answer));
          self.ask(
              session(life),
              session -> {
                session.ifPresent(answer -> requireSession(life, answer));
                then.run();
              });
        });
  }

  private static Query session(Life life) {
    return new Query.GetSession(life.session(), life.id);
  }

  private static void requireAccount(Life life, Answer answer) {
    Optional<Account> account =
        Optional.ofNullable(((Answer.FoundAccount) answer).account())
            .filter(found -> found.id().equals(life.id));
    require(!life.isMade || account.isPresent(), life, answer);
    require(!life.isDeleted || account.orElseThrow().deleted(), life, answer);
    boolean isThere = account.isPresent() && !account.get().deleted();
    require(!life.isMade || life.isPerhapsDeleted || isThere, life, answer);
  }

  private static void requireSession(Life life, Answer answer) {
    Answer.FoundSession session = (Answer.FoundSession) answer;
    require(!life.isLoggedOut || session.ended(), life, answer);
    require(!life.isDeleted || session.role() == null, life, answer);
    boolean isLost = life.isMade && !life.isPerhapsDeleted && session.role() == null;
    require(!isLost, life, answer);
  }

  @Override
  public void end() {
    self.end();
  }

  @Override
  public boolean isIdle() {
    return isIdle;
  }

  @Override
  public void settle(Runnable whenDone) {
    self.healed();
    isIdle = false;
    settleFrom(0, whenDone);
  }

  private void settleFrom(int index, Runnable whenDone) {
    if (index == lives.size()) {
      isIdle = true;
      whenDone.run();
    } else {
      check(lives.get(index), () -> settleFrom(index + 1, whenDone));
    }
  }

  @Override
  public void inspect(Witnesses witnesses) {
    for (Life life : lives) {
      requireAccount(life, witnesses.all(new Query.FindAccount(life.name())));
      requireSession(life, witnesses.all(session(life)));
      Answer owner = witnesses.all(new Query.GetOwner(life.restaurant()));
      boolean isOwner = life.id.equals(((Answer.FoundOwner) owner).accountId());
      require(!life.isGiven || isOwner, life, owner);
    }
    witnesses.all(new Query.ListAccounts(null, Query.MAX_LIMIT, null));
  }

  int deleted() {
    return (int) lives.stream().filter(life -> life.isDeleted).count();
  }
}
