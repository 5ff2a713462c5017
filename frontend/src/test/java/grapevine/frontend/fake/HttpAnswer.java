package grapevine.frontend.fake;

import com.fasterxml.jackson.databind.JsonNode;
import grapevine.common.Json;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import okhttp3.Call;
import okhttp3.Headers;
import okhttp3.Response;

/** A whole response; {@code json} is missing when the body is empty. */
public record HttpAnswer(int status, Headers headers, JsonNode json) {

  static HttpAnswer of(Call call) {
    try (Response response = call.execute()) {
      String body = response.body().string();
      JsonNode json =
          body.isEmpty() ? Json.mapper().createObjectNode() : Json.mapper().readTree(body);
      return new HttpAnswer(response.code(), response.headers(), json);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  public String header(String name) {
    return headers.get(name);
  }

  public List<String> cookies() {
    return headers.values("Set-Cookie");
  }

  public String text(String field) {
    return json.path(field).asText();
  }

  /** Of a problem document. */
  public String code() {
    return text("code");
  }

  /** The status and code of a refusal in one, as in "404 ORDER_UNKNOWN". */
  public String refusal() {
    return status + " " + code();
  }
}
