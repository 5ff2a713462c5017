package grapevine.replica.forced;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.ratis.protocol.ClientId;
import org.apache.ratis.thirdparty.com.google.protobuf.ByteString;

/**
 * What waits to be committed: our own proposals until they come out, and those that others handed
 * to this leader until the library has taken them. Thread-safe; the time is given.
 */
final class Proposals {
  /** A proposer's number for it; the library takes one key once while it remembers it. */
  record Key(ClientId proposer, long number) {}

  record Due(Key key, ByteString command) {}

  private static final long BYTES_MAX = 16 << 20;
  private static final int OTHERS_MAX = 4096;

  private static final class Waiting {
    private final ByteString command;
    private final long since;
    private long handedNanos;
    private long handedTo;
    private boolean isHanded;

    Waiting(ByteString command, long since) {
      this.command = command;
      this.since = since;
    }
  }

  private final ClientId me;
  private final ForcedSettings settings;
  private final Map<Key, Waiting> own = new LinkedHashMap<>();
  private final Map<Key, Waiting> others = new LinkedHashMap<>();
  private long bytes;
  private long numbers;

  Proposals(ClientId me, ForcedSettings settings) {
    this.me = me;
    this.settings = settings;
  }

  synchronized boolean add(ByteString command, long now) {
    if (own.size() >= settings.proposalsMax() || bytes + command.size() > BYTES_MAX) {
      return false;
    }
    bytes += command.size();
    own.put(new Key(me, ++numbers), new Waiting(command, now));
    return true;
  }

  /** From a member that believes that we lead. One too many is lost; its proposer repeats it. */
  synchronized void adopt(Key key, ByteString command, long now) {
    if (others.size() < OTHERS_MAX
        && bytes + command.size() <= BYTES_MAX
        && !others.containsKey(key)) {
      bytes += command.size();
      others.put(key, new Waiting(command, now));
    }
  }

  /** It came out, or, of another's, the library has it. */
  synchronized void done(Key key) {
    forget(own.remove(key));
    forget(others.remove(key));
  }

  /** The library did not take it: it is due again at once. */
  synchronized void refused(Key key) {
    for (Waiting waiting : new Waiting[] {own.get(key), others.get(key)}) {
      if (waiting != null) {
        waiting.isHanded = false;
      }
    }
  }

  /**
   * What is to be handed to the leader now.
   *
   * @param leader a number for this leader in this term; 0 for none
   * @param isMe only a leader hands on what others proposed
   */
  synchronized List<Due> due(long leader, boolean isMe, long now) {
    List<Due> due = new ArrayList<>();
    collect(own, leader, now, due);
    collect(others, isMe ? leader : 0, now, due);
    return due;
  }

  synchronized int size() {
    return own.size();
  }

  private void collect(Map<Key, Waiting> from, long leader, long now, List<Due> due) {
    Iterator<Map.Entry<Key, Waiting>> all = from.entrySet().iterator();
    while (all.hasNext()) {
      Map.Entry<Key, Waiting> entry = all.next();
      Waiting waiting = entry.getValue();
      boolean isOld =
          now - waiting.since > settings.proposalLife().toNanos()
              || ((waiting.handedTo == 0 || from == others)
                  && now - waiting.since > settings.proposalWait().toNanos());
      if (isOld) {
        all.remove();
        forget(waiting);
      } else if (leader != 0
          && (!waiting.isHanded
              || waiting.handedTo != leader
              || now - waiting.handedNanos > settings.proposalRepeat().toNanos())) {
        waiting.isHanded = true;
        waiting.handedTo = leader;
        waiting.handedNanos = now;
        due.add(new Due(entry.getKey(), waiting.command));
      }
    }
  }

  private void forget(Waiting waiting) {
    if (waiting != null) {
      bytes -= waiting.command.size();
    }
  }

  static byte[] encode(Due due) {
    ByteBuffer proposer = due.key().proposer().toByteString().asReadOnlyByteBuffer();
    byte[] body =
        ByteBuffer.allocate(proposer.remaining() + due.command().size())
            .put(proposer)
            .put(due.command().asReadOnlyByteBuffer())
            .array();
    return ForcedMessage.encode(ForcedMessage.Kind.PROPOSAL, due.key().number(), body);
  }
}
