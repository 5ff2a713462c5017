package grapevine.frontend.contract;

import grapevine.common.Json;
import java.io.IOException;
import java.util.List;
import okio.Buffer;
import okio.ForwardingSource;
import okio.Source;

/** Server-sent events on their way to the test: each is held against what its name promises. */
final class CheckedEvents extends ForwardingSource {
  private final Contract contract;
  private final Part events;
  private final Buffer unread = new Buffer();
  private String event = "message";

  /**
   * @param events a schema for each name
   */
  CheckedEvents(Source stream, Contract contract, Part events) {
    super(stream);
    this.contract = contract;
    this.events = events;
  }

  @Override
  public long read(Buffer sink, long byteCount) throws IOException {
    long read = super.read(sink, byteCount);
    if (read > 0) {
      sink.copyTo(unread, sink.size() - read, read);
      while (unread.indexOf((byte) '\n') >= 0) {
        line(unread.readUtf8LineStrict());
      }
    }
    return read;
  }

  private void line(String line) throws IOException {
    if (line.startsWith("event: ")) {
      event = line.substring("event: ".length());
    } else if (line.startsWith("data: ")) {
      String data = line.substring("data: ".length());
      List<String> violations =
          events.has(event)
              ? contract.schemas().violations(events.child(event), Json.mapper().readTree(data))
              : List.of("an event of this name is not declared");
      if (!violations.isEmpty()) {
        throw new AssertionError(
            "the event " + event + " is not as docs/openapi.yaml says: " + violations);
      }
    }
  }
}
