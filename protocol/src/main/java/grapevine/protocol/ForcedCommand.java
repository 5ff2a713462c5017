package grapevine.protocol;

import java.util.List;
import java.util.Objects;

/**
 * What goes through the one order for all: an update that must be decided once, or a change of the
 * members (R17, R21). Whoever proposes it may propose it twice; where it is executed a second time
 * it has no effect.
 */
public sealed interface ForcedCommand {
  /** What has to be executed before it. */
  default Token prev() {
    return Token.EMPTY;
  }

  /** A client's update; its call id decides once, when it is executed (R22). */
  record Decide(Update update) implements ForcedCommand {
    public Decide {
      Objects.requireNonNull(update, "update");
    }

    @Override
    public Token prev() {
      return update.prev();
    }
  }

  /**
   * A new member, which makes no records yet, but keeps them from being discarded.
   *
   * @param address where the others reach it; of no meaning to the protocol
   */
  record Join(MemberId member, String address) implements ForcedCommand {
    public Join {
      Objects.requireNonNull(member, "member");
      Objects.requireNonNull(address, "address");
    }
  }

  /** The joining member has heard every other past its join: it takes part from now on. */
  record Activate(MemberId member) implements ForcedCommand {
    public Activate {
      Objects.requireNonNull(member, "member");
    }
  }

  /** Nobody listens to this member any more; what the others hold of it is what will stay. */
  record Fence(MemberId member) implements ForcedCommand {
    public Fence {
      Objects.requireNonNull(member, "member");
    }
  }

  /**
   * The fenced member is gone for good.
   *
   * @param cut everything that any other member held after the fence: executed before this
   */
  record Retire(MemberId member, VectorTimestamp cut) implements ForcedCommand {
    public Retire {
      Objects.requireNonNull(member, "member");
      Objects.requireNonNull(cut, "cut");
    }

    @Override
    public Token prev() {
      return new Token(cut, List.of(), 0);
    }
  }
}
