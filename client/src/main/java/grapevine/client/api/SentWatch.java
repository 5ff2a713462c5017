package grapevine.client.api;

import java.util.concurrent.atomic.AtomicBoolean;
import okhttp3.Call;
import okhttp3.EventListener;

/**
 * Remembers whether a request reached the wire. Only a request that never did is certain to have
 * changed nothing. The flag travels as the request's tag, because one client serves many calls.
 */
final class SentWatch extends EventListener {
  @Override
  public void requestHeadersStart(Call call) {
    AtomicBoolean sent = call.request().tag(AtomicBoolean.class);
    if (sent != null) {
      sent.set(true);
    }
  }
}
