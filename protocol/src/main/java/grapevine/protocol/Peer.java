package grapevine.protocol;

/**
 * This replica manager's conversation with one peer: at most one message in flight, given up after
 * a while (R12).
 */
final class Peer {
  private enum LinkState {
    UNKNOWN,
    UP,
    DOWN
  }

  private static final long NEVER = Long.MIN_VALUE / 2;

  private MemberId member;
  private LinkState link = LinkState.UNKNOWN;
  private boolean hasAnswered;
  private boolean isPullWanted;
  private boolean isBehind;
  private boolean isInFlight;
  private VectorTimestamp heldWhenSent = VectorTimestamp.ZERO;
  private long ownWhenSent;
  private long sequence;
  private long sentTick = NEVER;
  private long lookedTick = NEVER;
  private VectorTimestamp mineWhenLooked = VectorTimestamp.ZERO;
  private VectorTimestamp mineWhenTold = VectorTimestamp.ZERO;
  private long gainedTick;

  Peer(MemberId member, long tick) {
    this.member = member;
    this.gainedTick = tick;
  }

  String name() {
    return member.name();
  }

  /** Whether it is this member's, if need be under the founder's name alone. */
  boolean isOf(MemberId other) {
    boolean isUnmet = !member.isMet() || !other.isMet();
    return isUnmet ? member.name().equals(other.name()) : member.equals(other);
  }

  /** Of a founder the incarnation first met under its name, durably pinned; unmet before (R16). */
  MemberId member() {
    return member;
  }

  void pin(MemberId met) {
    member = met;
  }

  boolean isDown() {
    return link == LinkState.DOWN;
  }

  boolean hasAnswered() {
    return hasAnswered;
  }

  void link(boolean isUp) {
    link = isUp ? LinkState.UP : LinkState.DOWN;
    isInFlight = false;
    isPullWanted = isUp;
  }

  void wantPull() {
    isPullWanted = true;
  }

  boolean isPullWanted() {
    return isPullWanted;
  }

  /** Whether a message may go now: none is in flight, or the one in flight is given up. */
  boolean isFree(long tick, int timeoutTicks) {
    return !isDown() && (!isInFlight || tick - sentTick >= timeoutTicks);
  }

  /** Whether nobody has looked for so long at what the peer lacks of others' records. */
  boolean isIdleFor(int ticks, long tick) {
    return tick - lookedTick >= ticks;
  }

  /** Whether it lacks what was here at the last look already: its origin has failed to send it. */
  boolean lacksOld(VectorTimestamp held) {
    return !held.covers(mineWhenLooked);
  }

  void looked(long tick, VectorTimestamp mine) {
    lookedTick = tick;
    mineWhenLooked = mine;
  }

  boolean isNewTo(VectorTimestamp mine) {
    return !mineWhenTold.equals(mine);
  }

  void told(VectorTimestamp mine) {
    mineWhenTold = mine;
  }

  /** Its disk holds more than before, or everything. */
  void gained(long tick) {
    gainedTick = tick;
  }

  boolean hasGainedNothingFor(int ticks, long tick) {
    return tick - gainedTick >= ticks;
  }

  /** The last message could not hold all that the peer lacks: the next follows at once. */
  boolean isBehind() {
    return isBehind;
  }

  /**
   * Whether a message at once would say more than the last one. The same again would go round as
   * fast as the link carries it, if the peer answers and cannot take it.
   */
  boolean isNews(VectorTimestamp held, long own) {
    boolean isGivenUp = isInFlight;
    return isGivenUp || own > ownWhenSent || !held.equals(heldWhenSent);
  }

  /** Notes that a message with records of every origin goes now, and returns its number. */
  long sentAll(long tick, VectorTimestamp held, long own, boolean isCutShort) {
    isPullWanted = false;
    isBehind = isCutShort;
    return sentOwn(tick, held, own);
  }

  /** Notes that a message with own records only goes now, and returns its number. */
  long sentOwn(long tick, VectorTimestamp held, long own) {
    isInFlight = true;
    heldWhenSent = held;
    ownWhenSent = own;
    sentTick = tick;
    return ++sequence;
  }

  /** An answer to an older message changes nothing here; what it reports is true all the same. */
  void answered(long answeredSequence) {
    hasAnswered = true;
    if (answeredSequence == sequence) {
      isInFlight = false;
    }
  }
}
