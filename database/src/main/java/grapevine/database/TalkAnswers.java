package grapevine.database;

import grapevine.common.ordering.Answer;
import grapevine.common.ordering.Query;
import grapevine.common.ordering.Threads;
import grapevine.database.OrderAnswers.Part;
import grapevine.database.OrderReader.Found;
import java.util.Optional;

/** Answers from one snapshot what people have told one another. */
final class TalkAnswers {
  private final NoticeReader notices;
  private final MessageReader messages;
  private final InboxReader inboxes;
  private final ReviewReader reviews;
  private final OrderAnswers orderAnswers;

  TalkAnswers(
      Snapshot snapshot, OrderReader orders, OrderAnswers orderAnswers, ReviewReader reviews) {
    this.notices = new NoticeReader(snapshot);
    this.messages = new MessageReader(snapshot);
    this.inboxes = new InboxReader(snapshot, orders);
    this.reviews = reviews;
    this.orderAnswers = orderAnswers;
  }

  Answer answer(Query.Talk query) throws Snapshot.Outdated {
    try {
      return isList(query) ? list(query) : single(query);
    } catch (TalkCursor.Refused e) {
      return new Answer.Invalid(
          "PARAMETER_INVALID", "cursor", "not a cursor of this list: leave it out to start again");
    }
  }

  private static boolean isList(Query.Talk query) {
    return query instanceof Query.ListNotices
        || query instanceof Query.ListOrderMessages
        || query instanceof Query.ListConversation
        || query instanceof Query.ListMessages
        || query instanceof Query.ListReviews;
  }

  private Answer list(Query.Talk query) throws Snapshot.Outdated, TalkCursor.Refused {
    if (query instanceof Query.ListNotices list) {
      ListCursor before = TalkCursor.NOTICES.decode(list.cursor());
      return new Answer.FoundNotices(notices.list(before, list.limit()));
    }
    if (query instanceof Query.ListOrderMessages list) {
      return orderAnswers.part(list.orderId(), list.viewer()).isEmpty()
          ? OrderAnswers.unknown()
          : thread(Threads.ofOrder(list.orderId()), list.cursor(), list.limit());
    }
    if (query instanceof Query.ListConversation list) {
      String thread = Threads.between(list.accountId(), list.otherId());
      return thread(thread, list.cursor(), list.limit());
    }
    if (query instanceof Query.ListMessages list) {
      ListCursor before = TalkCursor.INBOX.decode(list.cursor());
      return new Answer.FoundMessages(
          inboxes.list(list.viewer(), list.unread(), before, list.limit()));
    }
    Query.ListReviews list = (Query.ListReviews) query;
    ListCursor after = TalkCursor.REVIEWS.decode(list.cursor());
    return new Answer.FoundReviews(reviews.list(list.restaurantId(), after, list.limit()));
  }

  private Answer thread(String thread, String cursor, int limit)
      throws Snapshot.Outdated, TalkCursor.Refused {
    ListCursor before = TalkCursor.THREAD.decode(cursor);
    return new Answer.FoundMessages(messages.thread(thread, before, limit));
  }

  private Answer single(Query.Talk query) throws Snapshot.Outdated {
    if (query instanceof Query.GetNotice get) {
      return notices
          .find(get.id())
          .<Answer>map(Answer.FoundNotice::new)
          .orElse(new Answer.NotFound("NOT_FOUND", "there is no notice with this id"));
    }
    if (query instanceof Query.GetMessage get) {
      return messages
          .find(get.id())
          .<Answer>map(found -> new Answer.FoundMessage(found.message()))
          .orElse(new Answer.NotFound("NOT_FOUND", "there is no message with this id"));
    }
    if (query instanceof Query.FindUnread find) {
      return new Answer.FoundUnread(inboxes.unread(find.viewer(), find.ids()));
    }
    return part((Query.GetOrderPart) query);
  }

  private Answer part(Query.GetOrderPart get) throws Snapshot.Outdated {
    Optional<Part> part = orderAnswers.part(get.orderId(), get.viewer());
    if (part.isEmpty()) {
      return OrderAnswers.unknown();
    }
    Found found = part.get().found();
    return new Answer.FoundOrderPart(
        get.orderId(),
        found.order().restaurantId(),
        found.exactStatus(),
        part.get().actors(),
        reviews
            .find(OrderReader.callIdOf(get.orderId()).orElseThrow(), get.orderId())
            .orElse(null));
  }
}
