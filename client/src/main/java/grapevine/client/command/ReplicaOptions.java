package grapevine.client.command;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import grapevine.client.api.Answer;
import grapevine.client.api.Problem;
import grapevine.client.api.ReplicaAdmin;
import grapevine.client.api.RequestFailed;
import grapevine.common.HostPort;
import grapevine.common.security.ClusterKey;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import okhttp3.HttpUrl;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Which replica manager an operator asks, and with which key. */
final class ReplicaOptions {
  /** Longer than a replica manager tries. */
  private static final Duration TIMEOUT = Duration.ofSeconds(40);

  @Spec(Spec.Target.MIXEE)
  private CommandSpec spec;

  @Option(
      names = "--url",
      required = true,
      paramLabel = "URL",
      description = "A replica manager that runs, as http://127.0.0.1:8180.")
  private String url;

  @Option(
      names = "--cluster-key",
      required = true,
      paramLabel = "FILE",
      description = "The key that all members share.")
  private Path clusterKey;

  HttpUrl url() {
    HttpUrl parsed = HttpUrl.parse(url.strip());
    if (parsed == null || !parsed.encodedPath().equals("/")) {
      throw usage("'" + url + "' is no replica manager: give a URL such as http://127.0.0.1:8180");
    }
    return parsed;
  }

  ReplicaAdmin admin() {
    try {
      return new ReplicaAdmin(ClusterKey.read(clusterKey), TIMEOUT);
    } catch (IOException | IllegalArgumentException e) {
      throw usage("cannot read " + clusterKey + ": " + e.getMessage());
    }
  }

  /** Where the members say that this one is reached. */
  HttpUrl urlOf(ReplicaAdmin admin, String name) {
    Answer members = admin.members(url());
    List<String> names = new ArrayList<>();
    for (JsonNode member : members.json().path("members")) {
      String state = member.path("state").asText();
      if (state.equals("JOINING") || state.equals("ACTIVE")) {
        if (member.path("name").asText().equals(name)) {
          return address(members.json().path("name").asText(), member);
        }
        names.add(member.path("name").asText());
      }
    }
    throw new RequestFailed(
        Problem.ofDocument(
            404,
            members
                .json()
                .<ObjectNode>deepCopy()
                .put("code", "MEMBER_UNKNOWN")
                .put("title", "There is no such member")
                .put("detail", "no member is called " + name + "; there are " + names),
            ""),
        null);
  }

  // The one that was asked is where it was asked, whatever it says of itself.
  private HttpUrl address(String asked, JsonNode member) {
    if (member.path("name").asText().equals(asked)) {
      return url();
    }
    try {
      HostPort address = HostPort.parse(member.path("address").asText());
      return HttpUrl.get(address.uri("http", "/"));
    } catch (IllegalArgumentException e) {
      throw usage("nobody knows where this member is: ask it itself, with --url");
    }
  }

  private ParameterException usage(String message) {
    return new ParameterException(spec.commandLine(), message);
  }
}
