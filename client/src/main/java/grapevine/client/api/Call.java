package grapevine.client.api;

import com.fasterxml.jackson.databind.JsonNode;
import okhttp3.HttpUrl;

/**
 * One call of the public API, not yet bound to a front end. {@code relative} is path and query,
 * encoded, as in {@code /v1/orders?limit=5}. A call with a key writes, and may be repeated only
 * with that key and the same body.
 */
public record Call(
    String method, String relative, JsonNode body, String idempotencyKey, String credential) {

  private Call(String method, String relative, JsonNode body, String idempotencyKey) {
    this(method, relative, body, idempotencyKey, null);
  }

  public static Call get(String relative) {
    return new Call("GET", relative, null, null);
  }

  /** A POST that changes nothing, such as a quote. */
  public static Call ask(String relative, JsonNode body) {
    return new Call("POST", relative, body, null);
  }

  public static Call write(String relative, JsonNode body, String idempotencyKey) {
    return new Call("POST", relative, body, idempotencyKey);
  }

  public static Call put(String relative, JsonNode body, String idempotencyKey) {
    return new Call("PUT", relative, body, idempotencyKey);
  }

  public static Call delete(String relative, String idempotencyKey) {
    return new Call("DELETE", relative, null, idempotencyKey);
  }

  /** With the cluster's credential, unless it is null. */
  public Call as(String operatorsCredential) {
    return new Call(method, relative, body, idempotencyKey, operatorsCredential);
  }

  public boolean writes() {
    return idempotencyKey != null;
  }

  /** Encodes one path segment, so that an id typed by a user cannot become another path. */
  public static String segment(String text) {
    return new HttpUrl.Builder()
        .scheme("http")
        .host("x")
        .addPathSegment(text)
        .build()
        .encodedPath()
        .substring(1);
  }
}
