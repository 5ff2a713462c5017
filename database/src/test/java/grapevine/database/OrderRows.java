package grapevine.database;

import static grapevine.database.Samples.CUSTOMER;
import static grapevine.database.Samples.ME;
import static grapevine.database.Samples.record;

import grapevine.common.Json;
import grapevine.common.ordering.Actor;
import grapevine.common.ordering.Answer;
import grapevine.common.ordering.ForcedFacts;
import grapevine.common.ordering.Operation;
import grapevine.common.ordering.OrderCommandKind;
import grapevine.common.ordering.Query;
import grapevine.common.ordering.Service;
import grapevine.protocol.Dot;
import grapevine.protocol.LogRecord;
import grapevine.protocol.MemberId;
import grapevine.protocol.Payload;
import grapevine.protocol.Token;
import grapevine.protocol.Update;
import grapevine.protocol.VectorTimestamp;
import java.nio.file.Path;
import java.util.List;

/** A database in which orders are placed, moved and claimed. */
final class OrderRows implements AutoCloseable {
  static final String RESTAURANT = "r1";

  private final ReplicaDatabase database;
  private final QueryReader reader;
  private long made;
  private long forced;

  OrderRows(Path directory) {
    database = ReplicaDatabase.open(directory, Samples.NAME, ME::incarnation, 7);
    reader = database.newReader();
  }

  /** To be called before anything is made. */
  void observe(ChangeListener listener) {
    database.observeChanges(listener);
  }

  Answer answer(Query query) {
    return Samples.answer(reader, query);
  }

  QueryReader reader() {
    return reader;
  }

  void place(String key, Service service, long atMillis) {
    make(key, Samples.order(key, service, atMillis));
  }

  void command(String key, OrderCommandKind kind, long atMillis, Long readyAt) {
    make(
        key + "-" + kind + "-" + atMillis,
        new Operation.OrderCommand(
            Samples.orderId(key), CUSTOMER, by(kind), kind, null, atMillis, readyAt));
  }

  private static Actor by(OrderCommandKind kind) {
    return switch (kind) {
      case PICK_UP, DELIVER, FAIL -> Actor.COURIER;
      default -> Actor.RESTAURANT;
    };
  }

  void make(String key, Operation operation) {
    Payload payload = Payload.of(Json.bytes(operation));
    Samples.execute(database, record(ME, ++made, key, made, payload));
  }

  void claim(String key, String courier) {
    force("claim", new Operation.ClaimDelivery(Samples.orderId(key), courier));
  }

  void release(String key, String courier) {
    force("release", new Operation.ReleaseDelivery(Samples.orderId(key), courier));
  }

  private void force(String key, Operation operation) {
    Samples.execute(database, Samples.forced(++forced, key + forced, forced, operation));
  }

  /** As if an update had decided it. */
  void giveRestaurant(String account) {
    String key = ForcedFacts.ownerKey(RESTAURANT);
    ForcedFacts.OwnerFact owner = new ForcedFacts.OwnerFact(account);
    Fact fact = new Fact(Fact.OP, key, Json.mapper().valueToTree(owner));
    Update update = new Update(Fact.callId(key), Token.EMPTY, 1, 0, Payload.of(Json.bytes(fact)));
    database.value().apply(new LogRecord(new Dot(MemberId.FORCED, ++forced), update));
  }

  void commit() {
    VectorTimestamp value = VectorTimestamp.ZERO.with(ME, made).withForced(forced);
    database.save(List.of(), Samples.timestamps(value, value, made, made));
    database.commit();
  }

  @Override
  public void close() {
    reader.close();
    database.close();
  }
}
