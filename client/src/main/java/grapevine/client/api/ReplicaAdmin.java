package grapevine.client.api;

import com.fasterxml.jackson.databind.JsonNode;
import grapevine.common.Json;
import grapevine.common.JsonRefused;
import grapevine.common.security.ClusterKey;
import java.io.IOException;
import java.time.Duration;
import okhttp3.HttpUrl;
import okhttp3.MediaType;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.RequestBody;
import okhttp3.Response;

/** An operator's calls to a replica manager, with the credential that the cluster key gives. */
public final class ReplicaAdmin {
  private static final MediaType JSON = MediaType.get("application/json");

  private final ClusterKey key;
  private final OkHttpClient http;

  public ReplicaAdmin(ClusterKey key, Duration timeout) {
    this.key = key;
    this.http =
        new OkHttpClient.Builder()
            .connectTimeout(Duration.ofSeconds(3))
            .readTimeout(timeout)
            .followRedirects(false)
            .build();
  }

  public Answer members(HttpUrl replicaManager) {
    return send(request(replicaManager, "/members").get().build());
  }

  /** How it goes with the external APIs. */
  public Answer providers(HttpUrl replicaManager) {
    return send(request(replicaManager, "/providers").get().build());
  }

  public Answer retire(HttpUrl replicaManager, String name) {
    return send(
        request(replicaManager, "/admin/retire")
            .post(body(Json.mapper().createObjectNode().put("name", name)))
            .build());
  }

  public Answer leave(HttpUrl replicaManager) {
    return send(
        request(replicaManager, "/admin/leave")
            .post(RequestBody.create(new byte[0], JSON))
            .build());
  }

  /**
   * @param status OFFLINE, or AUTO for what is measured
   */
  public Answer status(HttpUrl replicaManager, String status) {
    return send(
        request(replicaManager, "/admin/status")
            .put(body(Json.mapper().createObjectNode().put("status", status)))
            .build());
  }

  private Request.Builder request(HttpUrl replicaManager, String path) {
    return new Request.Builder()
        .url(replicaManager.newBuilder().encodedPath(path).build())
        .header("Authorization", key.linkAuthorization());
  }

  private static RequestBody body(JsonNode json) {
    return RequestBody.create(Json.bytes(json), JSON);
  }

  private static String replicaOf(Request request) {
    return request.url().host() + ":" + request.url().port();
  }

  private Answer send(Request request) {
    try (Response response = http.newCall(request).execute()) {
      String text = response.body().string();
      JsonNode json = Json.read(text, JsonNode.class);
      if (response.code() != 200) {
        throw new RequestFailed(Problem.ofDocument(response.code(), json, text), null);
      }
      return new Answer(200, json, text, replicaOf(request), false);
    } catch (IOException e) {
      throw new RequestFailed(
          Problem.madeHere(
              Problem.REPLICA_UNREACHABLE,
              "The replica manager does not answer",
              replicaOf(request) + ": " + e.getMessage()),
          null);
    } catch (JsonRefused e) {
      throw new RequestFailed(
          Problem.madeHere(
              Problem.NOT_AN_ANSWER, "This is no replica manager's answer", e.getMessage()),
          null);
    }
  }
}
