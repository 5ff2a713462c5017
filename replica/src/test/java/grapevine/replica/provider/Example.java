package grapevine.replica.provider;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import mockwebserver3.MockResponse;

/**
 * An example exchange of the test resources; written by hand from what the APIs document. The
 * end-to-end tests serve them too.
 */
public record Example(
    String file, String method, String path, int status, JsonNode headers, String body) {
  public static List<Example> all() {
    List<Example> examples = new ArrayList<>();
    for (JsonNode entry : json("index.json").path("files")) {
      examples.add(of(entry.path("file").textValue()));
    }
    return examples;
  }

  public static Example of(String file) {
    JsonNode exchange = json(file);
    JsonNode request = exchange.path("request");
    JsonNode response = exchange.path("response");
    return new Example(
        file,
        request.path("method").textValue(),
        request.path("path").textValue(),
        response.path("status").intValue(),
        response.path("headers"),
        response.has("bodyText")
            ? response.path("bodyText").textValue()
            : response.path("body").toString());
  }

  public MockResponse.Builder response() {
    return response(body);
  }

  public MockResponse.Builder response(String otherBody) {
    MockResponse.Builder response = new MockResponse.Builder().code(status).body(otherBody);
    headers.properties().forEach(h -> response.setHeader(h.getKey(), h.getValue().textValue()));
    return response;
  }

  private static JsonNode json(String file) {
    try (InputStream resource = Example.class.getResourceAsStream(file)) {
      return new JsonMapper().readTree(new String(resource.readAllBytes(), UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public String toString() {
    return file;
  }
}
