package grapevine.client;

import static grapevine.client.ClientFixture.json;
import static grapevine.client.ClientFixture.problem;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import grapevine.client.api.ExitCode;
import grapevine.client.api.FrontEnds;
import grapevine.client.api.GrapevineApi;
import grapevine.client.api.SessionFile;
import grapevine.client.desk.CourierDesk;
import grapevine.client.dialogue.LineSource;
import grapevine.client.dialogue.Prompt;
import grapevine.client.dialogue.Question;
import grapevine.client.text.Screen;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import mockwebserver3.Dispatcher;
import mockwebserver3.MockResponse;
import mockwebserver3.RecordedRequest;
import okhttp3.HttpUrl;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A desk whose streams are refused while its user types nothing. */
class DeskEndTest {
  private static final Duration PATIENCE = Duration.ofSeconds(10);

  @TempDir Path folder;
  ClientFixture client;
  private final ByteArrayOutputStream shown = new ByteArrayOutputStream();
  private final List<String> asked = new CopyOnWriteArrayList<>();
  private final List<String> keys = new CopyOnWriteArrayList<>();

  @BeforeEach
  void start() throws IOException {
    client = new ClientFixture(folder);
    client.first.setDispatcher(
        new Dispatcher() {
          @Override
          public MockResponse dispatch(RecordedRequest request) {
            asked.add(request.getTarget());
            if (!request.getMethod().equals("GET")) {
              keys.add(request.getHeaders().get("Idempotency-Key"));
              return problem(504, "OUTCOME_UNKNOWN");
            }
            return request.getTarget().contains("/events")
                ? problem(401, "SESSION_EXPIRED")
                : json(200, ApiBodies.ORDERS).build();
          }
        });
  }

  @AfterEach
  void stop() {
    client.close();
  }

  @Test
  void the_end_of_the_news_is_told_at_once() {
    assertThat(run()).isEqualTo(ExitCode.FAILED);
    assertThat(text()).containsOnlyOnce("tells no more news").doesNotContain("not known");
    assertThat(asked)
        .as("the longest page of each list and stream")
        .isNotEmpty()
        .allMatch(target -> target.contains("limit=100"));
  }

  @Test
  void a_write_of_which_nothing_is_known_is_not_forgotten_over_it() {
    assertThat(run("claim 1")).isEqualTo(ExitCode.OUTCOME_UNKNOWN);
    assertThat(text()).contains("tells no more news");
    assertThat(text().lines().reduce((a, b) -> b)).contains("  " + keys.get(0));
  }

  private ExitCode run(String... words) {
    PrintStream out = new PrintStream(shown, true, StandardCharsets.UTF_8);
    Screen screen = new Screen(out, out, 200, false, "\u00a3");
    FrontEnds frontEnds =
        new FrontEnds(
            List.of(HttpUrl.get(ClientFixture.url(client.first))),
            new SessionFile(folder.resolve("session.json"), notice -> {}),
            PATIENCE,
            notice -> {},
            FrontEnds.SILENT,
            pause -> {});
    Prompt prompt = new Prompt(new Typed(new ArrayDeque<>(List.of(words))), screen);
    return new CourierDesk(new GrapevineApi(frontEnds), prompt, screen).run();
  }

  private String text() {
    return shown.toString(StandardCharsets.UTF_8);
  }

  /** Words, and then Enter, but not before the end was told. */
  private final class Typed implements LineSource {
    private final ArrayDeque<String> words;

    Typed(ArrayDeque<String> words) {
      this.words = words;
    }

    @Override
    public boolean isAtEnd() {
      return false;
    }

    @Override
    public Optional<String> next(Question question) {
      if (words.isEmpty()) {
        await().atMost(PATIENCE).until(() -> text().contains("tells no more news"));
        return Optional.of("");
      }
      return Optional.of(words.poll());
    }

    @Override
    public Optional<String> secret(String question) {
      return Optional.empty();
    }

    @Override
    public boolean isEditor() {
      return false;
    }

    @Override
    public boolean arrivesWithin(Duration duration) {
      return false;
    }

    @Override
    public boolean showsAbove(String line) {
      return false;
    }
  }
}
