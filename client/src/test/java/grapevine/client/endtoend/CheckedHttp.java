package grapevine.client.endtoend;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import grapevine.client.api.OrderRequest;
import grapevine.common.Json;
import grapevine.frontend.contract.ContractInterceptor;
import grapevine.frontend.contract.Coverage;
import java.io.IOException;
import java.io.UncheckedIOException;
import okhttp3.Headers;
import okhttp3.MediaType;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.RequestBody;
import okhttp3.Response;

/** Sends what it is told to, and fails where the exchange is not as docs/openapi.yaml says. */
final class CheckedHttp {
  private static final MediaType JSON = MediaType.get("application/json");

  private final OkHttpClient http =
      new OkHttpClient.Builder().addInterceptor(new ContractInterceptor(new Coverage())).build();

  /** A whole answer. */
  record Checked(int status, Headers headers, JsonNode json) {}

  Checked get(String url, String... headers) {
    return send(new Request.Builder().url(url).headers(Headers.of(headers)).build());
  }

  Checked post(String url, String json, String... headers) {
    return send(
        new Request.Builder()
            .url(url)
            .headers(Headers.of(headers))
            .post(RequestBody.create(json, JSON))
            .build());
  }

  Checked put(String url, String json, String... headers) {
    return send(
        new Request.Builder()
            .url(url)
            .headers(Headers.of(headers))
            .put(RequestBody.create(json, JSON))
            .build());
  }

  private Checked send(Request request) {
    try (Response response = http.newCall(request).execute()) {
      JsonNode json = Json.mapper().readTree(response.body().string());
      return new Checked(response.code(), response.headers(), json);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The body that orders this basket to the door. */
  static String order(OrderRequest basket) {
    ObjectNode order = Json.mapper().createObjectNode();
    order.put("restaurantId", basket.restaurantId());
    order.put("service", "DELIVERY");
    order.put("postcode", basket.postcode());
    for (OrderRequest.Line line : basket.lines()) {
      order
          .withArray("lines")
          .addObject()
          .put("itemId", line.itemId())
          .put("quantity", line.quantity());
    }
    order.putObject("deliverTo").put("name", "Ada King").put("line1", "1 North Road");
    return Json.text(order);
  }
}
