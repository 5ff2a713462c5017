package grapevine.replica.provider;

import grapevine.replica.provider.ProviderResult.Failed;
import grapevine.replica.provider.Transport.Answer;
import grapevine.replica.provider.Transport.Failure;
import grapevine.replica.provider.Transport.Reply;
import java.time.Duration;
import java.util.OptionalLong;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Function;
import okhttp3.Request;

/** Asks one provider within its limits: once, or twice if the first failure may pass. */
final class ProviderLine {
  /** With less time left than this a second attempt is not worth a request. */
  private static final long ATTEMPT_MIN_MILLIS = 100;

  private final boolean isOffline;
  private final Limits limits;
  private final Gate gate;
  private final Transport transport;
  private final Pause pause;

  ProviderLine(boolean isOffline, Limits limits, Gate gate, Transport transport, Pause pause) {
    this.isOffline = isOffline;
    this.limits = limits;
    this.gate = gate;
    this.transport = transport;
    this.pause = pause;
  }

  /** Blocks. What the reader makes of an answer counts for the breaker too. */
  <T> ProviderResult<T> ask(Request request, Function<Answer, ProviderResult<T>> reader) {
    if (isOffline) {
      return ProviderResult.failed(FailureReason.OFFLINE);
    }
    Gate.Entry entry = gate.enter();
    if (entry.pass().isEmpty()) {
      return entry.refused();
    }
    ProviderResult<T> result = ProviderResult.failed(FailureReason.MALFORMED);
    try {
      Reply reply = attempts(request);
      result =
          reply instanceof Failure failure
              ? new Failed<>(failure.reason(), failure.retryAfterMillis())
              : reader.apply((Answer) reply);
    } finally {
      // A reader that throws is a defect; the breaker's trial must not be lost with it.
      tell(entry.pass().get(), result);
    }
    return result;
  }

  ProviderHealth health() {
    return gate.health(isOffline);
  }

  private static <T> void tell(Gate.Pass pass, ProviderResult<T> result) {
    if (result instanceof Failed<T> failed) {
      pass.failed(failed.reason(), failed.retryAfterMillis());
    } else {
      pass.succeeded();
    }
  }

  private Reply attempts(Request request) {
    if (!awaitTurn()) {
      return new Failure(FailureReason.QUOTA, 0, false);
    }
    long start = System.nanoTime();
    Reply first = transport.exchange(request, limits.total());
    if (!(first instanceof Failure failure && failure.mayPass() && limits.retry().isWanted())) {
      return first;
    }
    int pauseMillis =
        ThreadLocalRandom.current()
            .nextInt(limits.retry().pauseMinMillis(), limits.retry().pauseMaxMillis() + 1);
    if (left(start).toMillis() < pauseMillis + ATTEMPT_MIN_MILLIS
        || !await(pauseMillis)
        || !awaitTurn()) {
      return first;
    }
    Duration left = left(start);
    return left.toMillis() < ATTEMPT_MIN_MILLIS ? first : transport.exchange(request, left);
  }

  private Duration left(long startNanos) {
    return limits.total().minusNanos(System.nanoTime() - startNanos);
  }

  private boolean awaitTurn() {
    OptionalLong wait = gate.turn();
    return wait.isPresent() && await(wait.getAsLong());
  }

  /** False when the thread is to end. */
  private boolean await(long millis) {
    try {
      pause.millis(millis);
      return true;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }
}
