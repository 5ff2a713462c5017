package grapevine.replica;

import grapevine.common.Json;
import grapevine.common.JsonRefused;
import grapevine.protocol.CallId;
import grapevine.replica.chaos.Chaos;
import grapevine.replica.chaos.ChaosOrder;
import java.nio.ByteBuffer;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;

/**
 * What the front ends' live view asks beside the status: where an update is, and that something go
 * wrong on purpose.
 */
final class LiveViewEndpoint {
  static final String CALLS = "/internal/calls/";
  static final String CHAOS = "/admin/chaos";
  private static final long ANSWER_MILLIS_MAX = 1_000;

  private final Chaos chaos;
  private final CallTrail trail;

  LiveViewEndpoint(Chaos chaos, CallTrail trail) {
    this.chaos = chaos;
    this.trail = trail;
  }

  void find(String path, Response response, Callback callback) {
    Optional<CallId> callId = OperationSource.callIdOf(path);
    if (callId.isEmpty()) {
      Problem.of(400, "PARAMETER_INVALID", "the path ends with 32 hexadecimal digits")
          .write(response, callback);
      return;
    }
    Optional<CompletableFuture<CallPage>> found = trail.find(callId.get());
    if (found.isEmpty()) {
      busy(response, callback);
      return;
    }
    var unused =
        found
            .get()
            .orTimeout(ANSWER_MILLIS_MAX, TimeUnit.MILLISECONDS)
            .whenComplete(
                (page, failure) -> {
                  if (failure == null) {
                    give(page, response, callback);
                  } else {
                    busy(response, callback);
                  }
                });
  }

  private static void busy(Response response, Callback callback) {
    response.getHeaders().put(HttpHeader.RETRY_AFTER, 1);
    Problem.of(503, "BUSY", "too much is asked at once, or the disk is full; ask again")
        .write(response, callback);
  }

  void order(byte[] body, Response response, Callback callback) {
    if (!chaos.isAllowed()) {
      Problem.of(
              403,
              "CHAOS_OFF",
              "this process was not started with --chaos; start it so to break it on purpose")
          .write(response, callback);
      return;
    }
    try {
      chaos.order(Json.read(body, ChaosOrder.class));
    } catch (JsonRefused e) {
      Problem.of(400, e.code(), (e.pointer() + " " + e.getMessage()).strip())
          .write(response, callback);
      return;
    }
    give(chaos.order(), response, new HaltAfter(callback));
  }

  private static void give(Object page, Response response, Callback callback) {
    response.setStatus(200);
    response.getHeaders().put(HttpHeader.CONTENT_TYPE, "application/json");
    response.write(true, ByteBuffer.wrap(Json.bytes(page)), callback);
  }

  /** Whoever orders the end of the process is told before it ends. */
  private final class HaltAfter extends Callback.Nested {
    HaltAfter(Callback callback) {
      super(callback);
    }

    @Override
    public void succeeded() {
      super.succeeded();
      chaos.haltIfKilled();
    }

    @Override
    public void failed(Throwable cause) {
      super.failed(cause);
      chaos.haltIfKilled();
    }
  }
}
