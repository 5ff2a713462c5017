package grapevine.database;

import grapevine.common.Hash128;
import grapevine.common.ordering.Notice;
import grapevine.common.ordering.NoticePage;
import grapevine.common.ordering.Operation;
import grapevine.protocol.CallId;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

/** The notice board of one snapshot. */
final class NoticeReader {
  private static final String PREFIX = Notice.idOf(new Hash128(0, 0)).substring(0, 2);

  private final Snapshot snapshot;

  NoticeReader(Snapshot snapshot) {
    this.snapshot = snapshot;
  }

  Optional<Notice> find(String id) throws Snapshot.Outdated {
    Optional<Hash128> callId =
        id.startsWith(PREFIX)
            ? Hash128.parseBase32(id.substring(PREFIX.length()))
            : Optional.empty();
    return callId.isEmpty()
        ? Optional.empty()
        : snapshot
            .operation(new CallId(callId.get().high(), callId.get().low()))
            .flatMap(NoticeReader::read);
  }

  /** The newest of those before the cursor, in reading order. */
  NoticePage list(ListCursor before, int limit) throws Snapshot.Outdated {
    List<OperationRow> rows =
        snapshot.newest(
            FiledUnder.SUBJECT, TalkFiling.board(), OperationKind.NOTICE, before, limit + 1);
    List<Notice> notices = new ArrayList<>();
    for (OperationRow row : rows.subList(0, Math.min(limit, rows.size()))) {
      read(row).ifPresent(notices::add);
    }
    Collections.reverse(notices);
    return new NoticePage(
        notices, rows.size() > limit ? TalkCursor.NOTICES.after(rows.get(limit - 1)) : null);
  }

  private static Optional<Notice> read(OperationRow row) {
    return TalkRows.readAs(Operation.PostNotice.class, row)
        .map(facts -> Notice.of(TalkRows.callHash(row), facts));
  }
}
