package grapevine.database;

import com.fasterxml.jackson.databind.JsonNode;
import grapevine.common.Json;
import grapevine.common.ordering.Subjects;
import grapevine.protocol.CallId;
import grapevine.protocol.LogRecord;
import grapevine.protocol.MemberId;
import grapevine.protocol.Payload;

/**
 * A fact that forced updates keep (R23), as the body of a row: the row of a call id that its key
 * stands for. So all that is done for executed operations is done for facts: they are in the
 * digest, in snapshots, and mended by peers. A later value takes the row's place.
 *
 * @param op always {@link #OP}, by which the row is filed
 */
record Fact(String op, String key, JsonNode value) {
  static final String OP = "fact";

  static CallId callId(String key) {
    return Subjects.ofFact(key);
  }

  /**
   * @param value a JSON object
   * @param by what was decided: its dot tells how new the fact is, everywhere alike
   */
  static OperationRow row(long sequence, String key, byte[] value, LogRecord by) {
    if (!by.origin().equals(MemberId.FORCED)) {
      throw new IllegalArgumentException(by.dot() + " is no forced record");
    }
    JsonNode json = Json.read(value, JsonNode.class);
    Fact fact = new Fact(OP, key, json);
    return new OperationRow(
        sequence,
        callId(key),
        Filing.ofFact(by.dot().n(), key, json.path("courier").textValue()),
        by.update().lamport(),
        by.update().requestHash(),
        Payload.of(Json.bytes(fact)),
        by.dot());
  }

  /** The value in the row that was found under the key's call id. */
  static byte[] valueIn(OperationRow row, String key) {
    Fact fact =
        row.filing().kind() == OperationKind.FACT
            ? Json.readOwn(row.body().bytes(), Fact.class)
            : null;
    if (fact == null || !fact.key.equals(key)) {
      throw new IllegalStateException("operation " + row.callId() + " is not the fact " + key);
    }
    return Json.bytes(fact.value);
  }
}
