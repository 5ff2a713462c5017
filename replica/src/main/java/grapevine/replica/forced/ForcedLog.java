package grapevine.replica.forced;

import grapevine.protocol.MemberId;
import java.util.List;
import java.util.Optional;

/**
 * One order for all (R20-R25): commands go in anywhere and come out everywhere in one order, each
 * after a majority's disks hold it. Thread-safe.
 */
public interface ForcedLog extends AutoCloseable {
  /**
   * Never blocks. The command comes back through {@link Listener#committed} at every voter, once or
   * twice or never: the caller's call id decides once.
   *
   * @return false when too many wait here already
   */
  boolean propose(byte[] command);

  /**
   * What {@link Listener#committed} delivered up to this index is on this disk, or a snapshot put
   * it there: the log may be cut there some time (R25: the library's snapshot is a marker). What a
   * snapshot brought may still be delivered if it was on its way; it is to be ignored.
   */
  void applied(long index);

  /**
   * Who votes from now on, as the state machine says; whoever leads sees to it, for as long as it
   * takes.
   */
  void voters(List<MemberId> voters);

  /** Who leads, as far as this member has heard; empty when nobody does. */
  Optional<MemberId> leader();

  /** A peer's message, from whoever knows for sure that it is the peer's. Never blocks. */
  void received(MemberId from, byte[] message);

  /**
   * Ends every thread of it; nothing is delivered afterwards. It waits for them, up to a second or
   * two: never from within a {@link Listener}.
   */
  @Override
  void close();

  /** Called on the log's threads; must not block for long. */
  interface Listener {
    /**
     * Strictly ascending indexes; configuration entries leave gaps. After a restart it begins
     * behind the index that was given at open.
     */
    void committed(long index, byte[] command);

    /**
     * Whether a leader with a majority is known and believed alive; false only after none was for a
     * grace.
     */
    void majority(boolean isThere);

    /**
     * The others have cut their log above what is here: state up to this index or beyond must come
     * from a snapshot (R18), whose index {@link ForcedLog#applied} is then told. Repeated for as
     * long as it is so.
     */
    void behind(long index);

    /** The log cannot go on, as when its disk failed; it is to be closed, by another thread. */
    void failed(Throwable cause);
  }
}
