package grapevine.protocol;

import java.util.ArrayList;
import java.util.List;

/**
 * Short names for the values that the tests are about. Incarnations are all 1 unless a test is
 * about them.
 */
final class Examples {
  private Examples() {}

  static MemberId member(String name) {
    return new MemberId(name, 1);
  }

  static Dot dot(String origin, long n) {
    return new Dot(member(origin), n);
  }

  static CallId callId(long number) {
    return new CallId(0, number);
  }

  /** {@code timestamp("rm1", 2, "rm2", 1)}. */
  static VectorTimestamp timestamp(Object... namesAndCounts) {
    VectorTimestamp result = VectorTimestamp.ZERO;
    for (int i = 0; i < namesAndCounts.length; i += 2) {
      result = result.with(member((String) namesAndCounts[i]), (int) namesAndCounts[i + 1]);
    }
    return result;
  }

  static Token token(VectorTimestamp vector, PendingWrite... pending) {
    return new Token(vector, List.of(pending), 0);
  }

  static PendingWrite pending(long callId, Dot... dots) {
    return new PendingWrite(callId(callId), List.of(dots));
  }

  static Update update(long callId, Token prev) {
    return update(callId, prev, "order " + callId);
  }

  static Update update(long callId, Token prev, String operation) {
    return new Update(callId(callId), prev, callId, callId * 7, Payload.of(operation));
  }

  static LogRecord record(String origin, long n, long callId, Token prev) {
    return new LogRecord(dot(origin, n), update(callId, prev));
  }

  static <T> List<T> only(Class<T> kind, List<?> effects) {
    List<T> result = new ArrayList<>();
    effects.stream().filter(kind::isInstance).map(kind::cast).forEach(result::add);
    return result;
  }

  /** Of a replica manager that has seen nothing. */
  static ReplicaReport report(MemberId member) {
    return new ReplicaReport(
        member,
        VectorTimestamp.ZERO,
        VectorTimestamp.ZERO,
        0,
        0,
        0,
        0,
        0,
        0,
        false,
        false,
        0,
        List.of());
  }
}
