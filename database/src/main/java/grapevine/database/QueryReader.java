package grapevine.database;

import grapevine.common.Json;
import grapevine.common.JsonRefused;
import grapevine.common.ordering.Answer;
import grapevine.common.ordering.Query;
import grapevine.common.ordering.Quote;
import grapevine.database.OrderReader.Found;
import grapevine.database.OrderReader.Safety;
import grapevine.database.catalogue.CatalogueQueries;
import grapevine.protocol.MemberId;
import grapevine.protocol.Payload;
import java.util.Optional;

/**
 * Answers queries from committed state, each from one snapshot. Used by one thread; never waits for
 * the writer. A query that makes no sense is answered, one that meets damage or a failing disk
 * throws.
 */
public final class QueryReader implements AutoCloseable {
  private final SqliteConnection connection;
  private final MemberId me;
  private final OrderReader orders;
  private final CatalogueQueries catalogue;

  QueryReader(SqliteConnection connection, MemberId me, CatalogueQueries catalogue) {
    this.connection = connection;
    this.me = me;
    this.catalogue = catalogue;
    this.orders = new OrderReader(connection, new MemberDictionary(connection));
  }

  public QueryResult answer(Payload query) {
    try {
      StateRow state = StateRow.read(connection);
      // R6a: what is shown is on two disks when another member holds all of mine that is in it.
      boolean isOnTwoDisks = state.timestamps().value().get(me) <= state.timestamps().confirmed();
      Safety safety = new Safety(state, isOnTwoDisks ? 2 : 1);
      Payload answer = Payload.of(Json.bytes(answer(query, safety)));
      return new QueryResult(
          answer, state.timestamps().value(), state.timestamps().lamport(), safety.durability());
    } finally {
      // Otherwise this snapshot stays, and the write-ahead log grows behind it.
      connection.rollback();
    }
  }

  @Override
  public void close() {
    connection.close();
  }

  private Answer answer(Payload payload, Safety safety) {
    Query query;
    try {
      query = Json.read(payload.bytes(), Query.class);
    } catch (JsonRefused e) {
      return new Answer.Invalid(e.code(), e.pointer(), e.getMessage());
    }
    if (query instanceof Query.GetOrder get) {
      return order(get, safety);
    }
    if (query instanceof Query.ListOrders list) {
      return orders(list, safety);
    }
    if (query instanceof Query.PrepareOrder prepare) {
      return prepared(prepare, safety);
    }
    return answerFromCatalogue(query);
  }

  private Answer answerFromCatalogue(Query query) {
    if (query instanceof Query.FindRestaurants find) {
      return catalogue.answer(find);
    }
    if (query instanceof Query.GetRestaurant get) {
      return catalogue.answer(get);
    }
    if (query instanceof Query.GetMenu get) {
      return catalogue.answer(get);
    }
    return catalogue.answer((Query.GetQuote) query);
  }

  private Answer prepared(Query.PrepareOrder prepare, Safety safety) {
    Optional<Quote> quote = catalogue.quote(prepare.request(), prepare.atMillis());
    // An update of a known call id is told as such. Only before a refusal must the order be looked
    // up, or a retry would be refused because the restaurant has closed meanwhile.
    boolean isLookedUp = prepare.thorough() || quote.isEmpty() || !quote.get().orderable();
    Optional<Found> existing =
        isLookedUp ? ownOrder(prepare.orderId(), prepare.customerId(), safety) : Optional.empty();
    if (existing.isEmpty() && quote.isEmpty()) {
      return CatalogueQueries.restaurantUnknown();
    }
    return new Answer.Prepared(
        existing.map(Found::order).orElse(null),
        existing.map(Found::requestHash).orElse(null),
        // Null only beside an existing order, whose key was used again for a restaurant that does
        // not exist.
        quote.orElse(null),
        catalogue.catalogue().restaurantName(prepare.request().restaurantId()).orElse(null));
  }

  private Answer order(Query.GetOrder get, Safety safety) {
    Optional<Found> found = ownOrder(get.orderId(), get.customerId(), safety);
    if (found.isEmpty()) {
      return new Answer.NotFound("ORDER_UNKNOWN", "you have no order with this id");
    }
    return new Answer.FoundOrder(found.get().order(), found.get().exactStatus());
  }

  private Optional<Found> ownOrder(String orderId, String customerId, Safety safety) {
    return orders.find(orderId, safety).filter(order -> order.customerId().equals(customerId));
  }

  private Answer orders(Query.ListOrders list, Safety safety) {
    Optional<OrderCursor> after =
        list.cursor() == null ? Optional.of(OrderCursor.START) : OrderCursor.decode(list.cursor());
    if (after.isEmpty()) {
      return new Answer.Invalid(
          "PARAMETER_INVALID", "cursor", "not a cursor of this list: leave it out to start again");
    }
    return new Answer.FoundOrders(
        orders.list(list.customerId(), after.get(), list.limit(), safety));
  }
}
