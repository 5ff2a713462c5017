package grapevine.database;

import grapevine.common.ordering.Message;
import grapevine.common.ordering.MessagePage;
import grapevine.common.ordering.Operation;
import grapevine.common.ordering.Role;
import grapevine.common.ordering.Threads;
import grapevine.common.ordering.Viewer;
import grapevine.database.MessageReader.Found;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;

/**
 * What waits for an account to be read: what was sent to it, and to the many that it is one of. A
 * message is here as long as nobody has marked it as read, so one who was away finds it on return.
 */
final class InboxReader {
  /** Of those, the restaurants whose broadcasts a customer gets. */
  private static final int ORDERS = 50;

  /** Looked at for one page of unread messages; the cursor goes on after them. */
  private static final int SCANNED = 300;

  private static final int MARKS_AT_ONCE = 100;

  /** So many marks are looked at. What only older ones know would be shown as unread once more. */
  private static final int MARKS = 1000;

  private static final Comparator<OperationRow> NEWEST_FIRST =
      Comparator.comparingLong((OperationRow row) -> row.filing().atMillis())
          .thenComparing(OperationRow::callId)
          .reversed();

  private final Snapshot snapshot;
  private final OrderReader orders;
  private final MessageReader messages;

  InboxReader(Snapshot snapshot, OrderReader orders) {
    this.snapshot = snapshot;
    this.orders = orders;
    this.messages = new MessageReader(snapshot);
  }

  /** The newest of those before the cursor, in reading order. */
  MessagePage list(Viewer viewer, boolean unread, ListCursor before, int limit)
      throws Snapshot.Outdated {
    int scanned = unread ? SCANNED : limit;
    TreeSet<String> inboxes = inboxesOf(viewer);
    List<OperationRow> rows = newest(inboxes, before, scanned + 1);
    TreeSet<String> read = rows.isEmpty() ? new TreeSet<>() : read(viewer, rows);
    List<Message> shown = new ArrayList<>();
    int at = 0;
    while (at < Math.min(scanned, rows.size()) && shown.size() < limit) {
      Optional<Found> found = MessageReader.read(rows.get(at++));
      // Two inboxes may have one fingerprint.
      if (found.isPresent() && inboxes.contains(found.get().facts().inbox())) {
        Message message = found.get().message();
        boolean isRead = read.contains(message.id());
        if (!unread || !isRead) {
          shown.add(message.seenAs(isRead));
        }
      }
    }
    Collections.reverse(shown);
    return new MessagePage(
        shown, at < rows.size() ? TalkCursor.INBOX.after(rows.get(at - 1)) : null);
  }

  /** Those of the ids that are in this inbox and not marked. */
  List<String> unread(Viewer viewer, List<String> ids) throws Snapshot.Outdated {
    TreeSet<String> inboxes = inboxesOf(viewer);
    List<OperationRow> rows = new ArrayList<>();
    for (String id : new TreeSet<>(ids)) {
      messages
          .find(id)
          .filter(found -> found.facts().inbox() != null)
          .filter(found -> inboxes.contains(found.facts().inbox()))
          .ifPresent(found -> rows.add(found.row()));
    }
    if (rows.isEmpty()) {
      return List.of();
    }
    TreeSet<String> read = read(viewer, rows);
    return rows.stream()
        .map(row -> Message.idOf(TalkRows.callHash(row)))
        .filter(id -> !read.contains(id))
        .toList();
  }

  private TreeSet<String> inboxesOf(Viewer viewer) throws Snapshot.Outdated {
    TreeSet<String> inboxes = new TreeSet<>();
    inboxes.add(Threads.inboxOf(viewer.accountId()));
    if (viewer.is(Role.COURIER)) {
      inboxes.add(Threads.TO_COURIERS);
    }
    long customer = Filing.subjectOf(viewer.customerId());
    for (OperationRow row :
        snapshot.newest(
            FiledUnder.SUBJECT, customer, OperationKind.ORDER, ListCursor.START, ORDERS)) {
      orders
          .of(row, Optional.of(viewer.customerId()))
          .ifPresent(found -> inboxes.add(Threads.toCustomersOf(found.order().restaurantId())));
    }
    return inboxes;
  }

  private List<OperationRow> newest(TreeSet<String> inboxes, ListCursor before, int limit)
      throws Snapshot.Outdated {
    List<OperationRow> rows = new ArrayList<>();
    for (String inbox : inboxes) {
      rows.addAll(
          snapshot.newest(
              FiledUnder.AUDIENCE, TalkFiling.inbox(inbox), OperationKind.MESSAGE, before, limit));
    }
    rows.sort(NEWEST_FIRST);
    return rows.subList(0, Math.min(limit, rows.size()));
  }

  /** Who marks a message has seen it: so only marks above the oldest of these need be looked at. */
  private TreeSet<String> read(Viewer viewer, List<OperationRow> rows) throws Snapshot.Outdated {
    long oldest = rows.stream().mapToLong(OperationRow::lamport).min().orElseThrow();
    String inbox = Threads.inboxOf(viewer.accountId());
    TreeSet<String> read = new TreeSet<>();
    ListCursor at = ListCursor.START;
    for (int looked = 0; looked < MARKS; looked += MARKS_AT_ONCE) {
      List<OperationRow> marks =
          snapshot.newest(
              FiledUnder.SUBJECT,
              TalkFiling.readsOf(inbox),
              OperationKind.MESSAGES_READ,
              at,
              MARKS_AT_ONCE);
      for (OperationRow mark : marks) {
        TalkRows.readAs(Operation.MarkRead.class, mark)
            .filter(facts -> facts.inbox().equals(inbox))
            .ifPresent(facts -> read.addAll(facts.ids()));
      }
      boolean isAll =
          marks.size() < MARKS_AT_ONCE || marks.get(marks.size() - 1).lamport() < oldest;
      if (isAll) {
        break;
      }
      at = TalkCursor.position(marks.get(marks.size() - 1));
    }
    return read;
  }
}
