package grapevine.replica.provider;

import grapevine.replica.provider.Limits.Breaking;
import grapevine.replica.provider.ProviderResult.Failed;
import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig.SlidingWindowType;
import io.github.resilience4j.core.IntervalFunction;
import java.time.Clock;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Decides whether a call to one provider may be made, and remembers how calls went. Threads share
 * it; time is the clock's that it is given, and it never waits itself.
 */
final class Gate {
  private static final Logger LOG = LoggerFactory.getLogger(Gate.class);

  /** The longest that a Retry-After can silence us. */
  static final long WAIT_MAX_MILLIS = 15 * 60_000;

  private static final float ALL_FAILED = 100;

  private final ProviderId provider;
  private final Limits limits;
  private final Clock clock;
  private final CircuitBreaker breaker;
  private final Turns turns;
  private int callsNow;
  private boolean isStopped;
  private long silentUntilMillis;
  private long lastSuccessAtMillis = -1;
  private FailureReason lastError;
  private long lastErrorAtMillis;

  Gate(ProviderId provider, Limits limits, Clock clock) {
    this.provider = provider;
    this.limits = limits;
    this.clock = clock;
    this.breaker = CircuitBreaker.of(provider.name(), configuration(limits.breaking(), clock));
    this.turns = new Turns(limits.pace());
  }

  /** A call that was let in; it has to be told how it went. */
  final class Pass {
    private final boolean isTrial;

    private Pass(boolean isTrial) {
      this.isTrial = isTrial;
    }

    void succeeded() {
      leave(isTrial, null, 0);
    }

    void failed(FailureReason reason, long retryAfterMillis) {
      leave(isTrial, reason, retryAfterMillis);
    }
  }

  /** What came of asking to call; exactly one of both is there. */
  record Entry(Optional<Pass> pass, FailureReason refusal, long retryAfterMillis) {
    <T> ProviderResult<T> refused() {
      return new Failed<>(refusal, retryAfterMillis);
    }
  }

  synchronized Entry enter() {
    long now = clock.millis();
    if (isStopped) {
      return refuse(FailureReason.REFUSED, 0);
    }
    if (now < silentUntilMillis && silentUntilMillis - now <= WAIT_MAX_MILLIS) {
      return refuse(FailureReason.RATE_LIMITED, silentUntilMillis - now);
    }
    if (callsNow >= limits.pace().atOnce()) {
      return refuse(FailureReason.QUOTA, 0);
    }
    long wait = turns.waitMillis(now);
    if (wait > limits.pace().waitMaxMillis()) {
      return refuse(FailureReason.QUOTA, wait);
    }
    // Last, because a trial that is let in has to be made.
    if (!breaker.tryAcquirePermission()) {
      return refuse(FailureReason.BREAKER_OPEN, 0);
    }
    callsNow++;
    boolean isTrial = breaker.getState() == CircuitBreaker.State.HALF_OPEN;
    return new Entry(Optional.of(new Pass(isTrial)), null, 0);
  }

  /** Takes the next turn: how long to wait for it, empty when that is too long. */
  synchronized OptionalLong turn() {
    long now = clock.millis();
    long wait = turns.waitMillis(now);
    if (wait > limits.pace().waitMaxMillis()) {
      return OptionalLong.empty();
    }
    turns.take(now);
    return OptionalLong.of(wait);
  }

  synchronized ProviderHealth health(boolean isOffline) {
    long now = clock.millis();
    ProviderHealth.State state =
        isOffline
            ? ProviderHealth.State.OFFLINE
            : isStopped
                ? ProviderHealth.State.STOPPED
                : switch (breaker.getState()) {
                  case OPEN, FORCED_OPEN -> ProviderHealth.State.OPEN;
                  case HALF_OPEN -> ProviderHealth.State.HALF_OPEN;
                  default -> ProviderHealth.State.CLOSED;
                };
    OptionalLong sinceSuccess =
        lastSuccessAtMillis < 0
            ? OptionalLong.empty()
            : OptionalLong.of(Math.max(0, now - lastSuccessAtMillis));
    return new ProviderHealth(
        provider, state, sinceSuccess, lastError, lastErrorAtMillis, turns.callsToday(now));
  }

  private synchronized void leave(boolean isTrial, FailureReason failure, long retryAfterMillis) {
    callsNow--;
    long now = clock.millis();
    if (failure == null) {
      lastSuccessAtMillis = now;
      // In a window of time only failures are counted: success must not outweigh them.
      if (isTrial || limits.breaking().windowSeconds() == 0) {
        breaker.onSuccess(0, TimeUnit.MILLISECONDS);
      }
      return;
    }
    if (!failure.isProviders()) {
      breaker.releasePermission();
      return;
    }
    lastError = failure;
    lastErrorAtMillis = now;
    breaker.onError(0, TimeUnit.MILLISECONDS, new ProviderFailed());
    if (failure == FailureReason.RATE_LIMITED) {
      silentUntilMillis = now + Math.min(WAIT_MAX_MILLIS, retryAfterMillis);
    }
    if (failure == FailureReason.REFUSED && limits.stopsWhenRefused() && !isStopped) {
      isStopped = true;
      LOG.error(
          "{} refuses us: nothing more is sent to it. See what it wants (often a --contact), then"
              + " start again",
          provider);
    }
  }

  private static Entry refuse(FailureReason reason, long retryAfterMillis) {
    return new Entry(Optional.empty(), reason, retryAfterMillis);
  }

  private static CircuitBreakerConfig configuration(Breaking breaking, Clock clock) {
    boolean isInARow = breaking.windowSeconds() == 0;
    return CircuitBreakerConfig.custom()
        .clock(clock)
        .slidingWindowType(isInARow ? SlidingWindowType.COUNT_BASED : SlidingWindowType.TIME_BASED)
        .slidingWindowSize(isInARow ? breaking.failures() : breaking.windowSeconds())
        .minimumNumberOfCalls(breaking.failures())
        .failureRateThreshold(ALL_FAILED)
        .permittedNumberOfCallsInHalfOpenState(1)
        .waitIntervalFunctionInOpenState(
            IntervalFunction.ofExponentialBackoff(breaking.open(), 2, breaking.openMax()))
        .build();
  }

  /** The breaker wants an exception; nobody ever throws it. */
  private static final class ProviderFailed extends Exception {
    private static final long serialVersionUID = 1;

    ProviderFailed() {
      super(null, null, false, false);
    }
  }
}
