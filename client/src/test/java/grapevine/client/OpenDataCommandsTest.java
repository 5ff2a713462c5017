package grapevine.client;

import static grapevine.client.ClientFixture.json;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import grapevine.client.api.Answer;
import grapevine.client.api.ReplicaAdmin;
import grapevine.client.text.ProvidersText;
import grapevine.client.text.Screen;
import grapevine.common.security.ClusterKey;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Duration;
import okhttp3.HttpUrl;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What providers of open data said, and how it goes with them. */
class OpenDataCommandsTest {
  private static final String PLACE =
      """
      {"postcode":"DH1 3LE","latitude":54.767,"longitude":-1.573,"precision":"outcode","source":"osm",
      "fetchedAt":null,"degraded":true,"retired":true,"addresses":["1 Stockton\\u001bRoad"],
      "attributions":["OpenStreetMap contributors"]}""";
  private static final String PROVIDERS =
      """
      {"name":"rm1","providers":[
      {"provider":"OVERPASS","state":"OPEN","sinceSuccessMillis":null,"lastError":"TIMEOUT",
      "lastErrorAt":"2026-11-22T12:00:00.000Z","callsToday":7,"attribution":"OpenStreetMap contributors"},
      {"provider":"FSA","state":"CLOSED","sinceSuccessMillis":1200,"lastError":null,"lastErrorAt":null,
      "callsToday":3,"attribution":"Food Standards Agency"}]}""";

  @TempDir Path folder;
  ClientFixture client;

  @BeforeEach
  void start() throws IOException {
    client = new ClientFixture(folder);
  }

  @AfterEach
  void stop() {
    client.close();
  }

  @Test
  void a_postcode_is_shown_with_its_doubts_and_whose_data_it_is() throws Exception {
    for (String[] spelling : new String[][] {{"postcode", "DH1 3LE"}, {"postcode", "DH1", "3LE"}}) {
      client.first.enqueue(json(200, PLACE).build());
      assertThat(client.runFirst(spelling)).isZero();
      assertThat(client.first.takeRequest().getTarget()).isEqualTo("/v1/postcodes/DH1%203LE");
    }
    assertThat(client.out)
        .contains(
            "somewhere around 54.7670, -1.5730 (osm)",
            "not in use any more",
            "Nobody could be asked",
            "1 Stockton Road",
            "OpenStreetMap contributors")
        .doesNotContain("\u001b");
  }

  @Test
  void providers_are_shown_as_one_replica_manager_has_met_them() throws Exception {
    ClusterKey key = ClusterKey.of("00112233445566778899aabbccddeeff");
    client.first.enqueue(json(200, PROVIDERS).build());
    HttpUrl url = HttpUrl.get(ClientFixture.url(client.first));
    Answer answer = new ReplicaAdmin(key, Duration.ofSeconds(10)).providers(url);
    var request = client.first.takeRequest();
    assertThat(request.getTarget()).isEqualTo("/providers");
    assertThat(request.getHeaders().get("Authorization")).isEqualTo(key.linkAuthorization());
    PrintStream nowhere = new PrintStream(OutputStream.nullOutputStream(), true, UTF_8);
    Screen screen = new Screen(nowhere, nowhere, 100, false, "\u00a3");
    assertThat(String.join("\n", ProvidersText.lines(screen, answer.json())))
        .contains("TIMEOUT at 2026-11-22T12:00:00.000Z", "OPEN", "1200", "Food Standards Agency");
  }
}
