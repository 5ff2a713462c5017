package grapevine.browser;

import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import grapevine.client.endtoend.RunningCluster;
import java.time.Duration;
import java.util.concurrent.Callable;

/** The restaurant's owner, who works with the API. */
final class Kitchen {
  private static final Duration DONE_MAX = Duration.ofSeconds(20);
  private static final String PASSWORD = "correct horse";

  private final String frontEnd;
  private final String bearer;

  private Kitchen(String frontEnd, String bearer) {
    this.frontEnd = frontEnd;
    this.bearer = bearer;
  }

  /** Of the restaurant at which {@link Eating} orders. */
  static Kitchen open(String frontEnd) {
    String[] operator = {"Grapevine-Credential", RunningCluster.KEY.linkCredential()};
    String account =
        "{\"name\":\"Stack Yard\",\"password\":\"" + PASSWORD + "\",\"role\":\"RESTAURANT\"}";
    done(() -> Eating.post(frontEnd + "/v1/accounts", account, operator));
    String owner = frontEnd + "/v1/restaurants/" + Eating.RESTAURANT + "/owner";
    done(() -> Eating.send("PUT", owner, "{\"account\":\"Stack Yard\"}", operator));
    String login = "{\"name\":\"Stack Yard\",\"password\":\"" + PASSWORD + "\"}";
    JsonNode session = done(() -> Eating.post(frontEnd + "/v1/sessions", login));
    return new Kitchen(frontEnd, "Bearer " + session.path("session").asText());
  }

  /** A command of the restaurant, such as accept. */
  void does(String command, String orderId) {
    String path = frontEnd + "/v1/orders/" + orderId + "/" + command;
    done(() -> Eating.post(path, "{}", "Authorization", bearer));
  }

  void writes(String text, String orderId) {
    String path = frontEnd + "/v1/orders/" + orderId + "/messages";
    done(() -> Eating.post(path, "{\"text\":\"" + text + "\"}", "Authorization", bearer));
  }

  /** What was done at one front end may reach another's replica manager a moment later. */
  private static JsonNode done(Callable<JsonNode> work) {
    return await().atMost(DONE_MAX).ignoreExceptions().until(work, answer -> true);
  }
}
