package grapevine.replica.provider;

import java.util.OptionalLong;

/**
 * How it goes with one provider, for operators.
 *
 * @param sinceSuccessMillis empty before the first
 * @param lastError null before the first, with 0 for its time
 * @param callsToday requests that left this process since midnight UTC
 */
public record ProviderHealth(
    ProviderId provider,
    State state,
    OptionalLong sinceSuccessMillis,
    FailureReason lastError,
    long lastErrorAtMillis,
    int callsToday) {
  public enum State {
    /** The mode is offline: nobody is asked. */
    OFFLINE,
    CLOSED,
    /** The breaker is open after failures. */
    OPEN,
    /** One call is tried to see whether it is well again. */
    HALF_OPEN,
    /** It refused us: nothing is sent until an operator has seen to it and started again. */
    STOPPED
  }
}
