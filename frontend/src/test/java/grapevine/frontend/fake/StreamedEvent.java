package grapevine.frontend.fake;

import com.fasterxml.jackson.databind.JsonNode;
import grapevine.common.Json;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import okhttp3.Response;

/** An event of a stream as it came. */
public record StreamedEvent(String id, String name, JsonNode data) {
  /** Waits for it. */
  public static StreamedEvent next(Response stream) throws IOException {
    String id = "";
    String name = "";
    JsonNode data = null;
    while (true) {
      String line = stream.body().source().readUtf8LineStrict();
      if (line.startsWith("id: ")) {
        id = line.substring(4);
      } else if (line.startsWith("event: ")) {
        name = line.substring(7);
      } else if (line.startsWith("data: ")) {
        byte[] json = line.substring(6).getBytes(StandardCharsets.UTF_8);
        data = Json.read(json, JsonNode.class);
      } else if (line.isEmpty() && data != null) {
        return new StreamedEvent(id, name, data);
      }
    }
  }
}
