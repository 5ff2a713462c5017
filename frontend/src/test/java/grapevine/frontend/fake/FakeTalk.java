package grapevine.frontend.fake;

import grapevine.common.Hash128;
import grapevine.common.ordering.Actor;
import grapevine.common.ordering.Answer;
import grapevine.common.ordering.Message;
import grapevine.common.ordering.MessagePage;
import grapevine.common.ordering.Notice;
import grapevine.common.ordering.NoticePage;
import grapevine.common.ordering.Operation;
import grapevine.common.ordering.OrderRights;
import grapevine.common.ordering.OrderStatus;
import grapevine.common.ordering.Query;
import grapevine.common.ordering.Review;
import grapevine.common.ordering.ReviewPage;
import grapevine.common.ordering.Role;
import grapevine.common.ordering.Threads;
import grapevine.common.ordering.Viewer;
import grapevine.protocol.CallId;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.BiFunction;

/** What was told in the kitchen, in the order in which it came; lists have one page. */
final class FakeTalk {
  private final Map<CallId, Operation.Talk> told = new LinkedHashMap<>();
  private final ForcedFactsInMemory facts;
  private final BiFunction<String, Viewer, Optional<OrderSeen>> orders;

  /** An order with what is not shown of it. */
  record OrderSeen(String customerId, String restaurantId, OrderStatus status) {}

  /**
   * @param orders by order id; with a null id one of the viewer's own
   */
  FakeTalk(ForcedFactsInMemory facts, BiFunction<String, Viewer, Optional<OrderSeen>> orders) {
    this.facts = facts;
    this.orders = orders;
  }

  int count() {
    return told.size();
  }

  void apply(CallId callId, Operation.Talk operation) {
    told.putIfAbsent(callId, operation);
  }

  Answer answer(Query.Talk query) {
    if (query instanceof Query.ListNotices) {
      return new Answer.FoundNotices(new NoticePage(notices(), null));
    } else if (query instanceof Query.GetNotice get) {
      return new Answer.FoundNotice(
          notices().stream().filter(each -> each.id().equals(get.id())).findFirst().orElseThrow());
    } else if (query instanceof Query.GetMessage get) {
      return new Answer.FoundMessage(
          messages().stream().filter(each -> each.id().equals(get.id())).findFirst().orElseThrow());
    } else if (query instanceof Query.GetOrderPart get) {
      return part(get.orderId(), get.viewer());
    } else if (query instanceof Query.ListOrderMessages list) {
      return part(list.orderId(), list.viewer()) instanceof Answer.NotFound unknown
          ? unknown
          : page(thread(Threads.ofOrder(list.orderId())));
    } else if (query instanceof Query.ListConversation list) {
      return page(thread(Threads.between(list.accountId(), list.otherId())));
    } else if (query instanceof Query.ListMessages list) {
      return page(inbox(list.viewer(), list.unread()));
    } else if (query instanceof Query.FindUnread find) {
      return new Answer.FoundUnread(
          inbox(find.viewer(), true).stream()
              .map(Message::id)
              .filter(find.ids()::contains)
              .toList());
    }
    return reviews(((Query.ListReviews) query).restaurantId());
  }

  private static Answer page(List<Message> messages) {
    return new Answer.FoundMessages(new MessagePage(messages, null));
  }

  private Answer part(String orderId, Viewer viewer) {
    Optional<OrderSeen> order = orders.apply(orderId, viewer);
    Set<Actor> actors =
        order
            .map(
                seen ->
                    OrderRights.of(
                        viewer,
                        seen.customerId,
                        facts.ownerOf(seen.restaurantId),
                        facts.courierOf(orderId)))
            .orElse(Set.of());
    if (order.isEmpty() || !OrderRights.isSeenBy(viewer, actors)) {
      return new Answer.NotFound("ORDER_UNKNOWN", "no such order");
    }
    Review review = null;
    for (Operation.WriteReview each : all(Operation.WriteReview.class).values()) {
      review = each.orderId().equals(orderId) ? Review.of(each) : review;
    }
    OrderSeen seen = order.get();
    return new Answer.FoundOrderPart(
        orderId, seen.restaurantId, seen.status, List.copyOf(actors), review);
  }

  private List<Notice> notices() {
    List<Notice> notices = new ArrayList<>();
    all(Operation.PostNotice.class).forEach((id, facts) -> notices.add(Notice.of(hash(id), facts)));
    return notices;
  }

  private List<Message> messages() {
    List<Message> messages = new ArrayList<>();
    all(Operation.PostMessage.class)
        .forEach((id, facts) -> messages.add(Message.of(hash(id), facts)));
    return messages;
  }

  private List<Message> thread(String thread) {
    List<Message> messages = new ArrayList<>();
    all(Operation.PostMessage.class)
        .forEach(
            (id, facts) -> {
              if (facts.thread().equals(thread)) {
                messages.add(Message.of(hash(id), facts));
              }
            });
    return messages;
  }

  private List<Message> inbox(Viewer viewer, boolean unread) {
    TreeSet<String> inboxes = new TreeSet<>(List.of(Threads.inboxOf(viewer.accountId())));
    if (viewer.is(Role.COURIER)) {
      inboxes.add(Threads.TO_COURIERS);
    }
    orders
        .apply(null, viewer)
        .ifPresent(order -> inboxes.add(Threads.toCustomersOf(order.restaurantId)));
    TreeSet<String> read = new TreeSet<>();
    for (Operation.MarkRead mark : all(Operation.MarkRead.class).values()) {
      if (mark.inbox().equals(Threads.inboxOf(viewer.accountId()))) {
        read.addAll(mark.ids());
      }
    }
    List<Message> messages = new ArrayList<>();
    all(Operation.PostMessage.class)
        .forEach(
            (id, facts) -> {
              Message message = Message.of(hash(id), facts);
              boolean isRead = read.contains(message.id());
              if (inboxes.contains(String.valueOf(facts.inbox())) && !(unread && isRead)) {
                messages.add(message.seenAs(isRead));
              }
            });
    return messages;
  }

  private Answer reviews(String restaurantId) {
    TreeMap<String, ReviewPage.Item> newest = new TreeMap<>();
    for (Operation.WriteReview each : all(Operation.WriteReview.class).values()) {
      newest.put(each.orderId(), ReviewPage.Item.of(Review.of(each)));
    }
    Double rating =
        newest.isEmpty()
            ? null
            : newest.values().stream().mapToInt(ReviewPage.Item::stars).average().orElseThrow();
    return new Answer.FoundReviews(
        new ReviewPage(restaurantId, rating, newest.size(), List.copyOf(newest.values()), null));
  }

  private <T extends Operation.Talk> Map<CallId, T> all(Class<T> type) {
    Map<CallId, T> found = new LinkedHashMap<>();
    told.forEach(
        (id, operation) -> {
          if (type.isInstance(operation)) {
            found.put(id, type.cast(operation));
          }
        });
    return found;
  }

  private static Hash128 hash(CallId callId) {
    return new Hash128(callId.high(), callId.low());
  }
}
