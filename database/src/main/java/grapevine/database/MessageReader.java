package grapevine.database;

import grapevine.common.Hash128;
import grapevine.common.ordering.Message;
import grapevine.common.ordering.MessagePage;
import grapevine.common.ordering.Operation;
import grapevine.protocol.CallId;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

/** The messages of one snapshot, by their threads. */
final class MessageReader {
  private final Snapshot snapshot;

  MessageReader(Snapshot snapshot) {
    this.snapshot = snapshot;
  }

  /** A message with what is not shown of it. */
  record Found(OperationRow row, Operation.PostMessage facts) {
    Message message() {
      return Message.of(TalkRows.callHash(row), facts);
    }
  }

  Optional<Found> find(String id) throws Snapshot.Outdated {
    Optional<Hash128> callId = Message.parseId(id);
    return callId.isEmpty()
        ? Optional.empty()
        : snapshot
            .operation(new CallId(callId.get().high(), callId.get().low()))
            .flatMap(MessageReader::read);
  }

  /** The newest of those before the cursor, in reading order. */
  MessagePage thread(String thread, ListCursor before, int limit) throws Snapshot.Outdated {
    List<OperationRow> rows =
        snapshot.newest(
            FiledUnder.SUBJECT,
            TalkFiling.thread(thread),
            OperationKind.MESSAGE,
            before,
            limit + 1);
    List<Message> messages = new ArrayList<>();
    for (OperationRow row : rows.subList(0, Math.min(limit, rows.size()))) {
      read(row)
          // Two threads may have one fingerprint.
          .filter(found -> found.facts.thread().equals(thread))
          .ifPresent(found -> messages.add(found.message()));
    }
    Collections.reverse(messages);
    return new MessagePage(
        messages, rows.size() > limit ? TalkCursor.THREAD.after(rows.get(limit - 1)) : null);
  }

  static Optional<Found> read(OperationRow row) {
    return TalkRows.readAs(Operation.PostMessage.class, row).map(facts -> new Found(row, facts));
  }
}
