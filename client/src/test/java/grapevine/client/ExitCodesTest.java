package grapevine.client;

import static grapevine.client.ClientFixture.json;
import static grapevine.client.ClientFixture.problem;
import static grapevine.client.ClientFixture.url;
import static org.assertj.core.api.Assertions.assertThat;

import grapevine.client.api.ExitCode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What scripts rely on. 130 is tested where there is a terminal ({@code TerminalTest}). */
class ExitCodesTest {
  private static final Path PAGE = Path.of("..", "docs", "terminal.md");
  private static final Pattern ROW = Pattern.compile("\\| (\\d+) \\| ([^|]+) \\|");

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

  @ParameterizedTest
  @CsvSource({
    "200, , 0",
    "413, BODY_TOO_LARGE, 1",
    "400, PARAMETER_INVALID, 2",
    "404, ORDER_UNKNOWN, 3",
    "403, NOT_ALLOWED, 4",
    "409, CLAIM_LOST, 5",
    "503, NO_REPLICA_AVAILABLE, 6",
    "504, OUTCOME_UNKNOWN, 7"
  })
  void a_write_ends_with_the_code_of_its_answer(int status, String code, int exitCode) {
    client.first.enqueue(json(200, ApiBodies.ORDERS).addHeader("Grapevine-Guest", "g").build());
    for (int i = 0; i < 2; i++) { // once more after a lost attempt
      client.first.enqueue(
          code == null ? json(status, ApiBodies.ORDER).build() : problem(status, code));
    }
    assertThat(client.runFirst("claim", "o-77", "--key", "k-1")).isEqualTo(exitCode);
    assertThat(client.err.contains("  --key k-1")).isEqualTo(exitCode == 7);
  }

  @Test
  void nobody_there_is_6_and_json_says_it_too() throws IOException {
    assertThat(client.run(ClientFixture.REFUSED, "", "orders", "--json")).isEqualTo(6);
    assertThat(client.out).contains("\"code\":\"UNREACHABLE\"", "\"status\":0");
  }

  @Test
  void the_help_and_the_page_name_every_code() throws IOException {
    List<String> numbers =
        Arrays.stream(ExitCode.values()).map(code -> Integer.toString(code.number())).toList();
    Map<String, String> help =
        ClientMain.commandLine(new ClientMain(null)).getCommandSpec().usageMessage().exitCodeList();
    assertThat(help.keySet()).containsExactlyElementsOf(numbers);
    List<String> rows = new ArrayList<>();
    Matcher row = ROW.matcher(Files.readString(PAGE));
    while (row.find()) {
      rows.add(row.group(1) + " " + row.group(2));
    }
    assertThat(rows)
        .containsExactlyElementsOf(
            help.entrySet().stream().map(e -> e.getKey() + " " + e.getValue()).toList());
  }

  @ParameterizedTest
  @CsvSource({
    "order, grapevine place",
    "kitchen r-1, grapevine accept",
    "courier, grapevine claim",
    "login Ann, --password-file"
  })
  void nobody_is_asked_where_nobody_is(String command, String instead) {
    assertThat(client.run(url(client.first), "", command.split(" ", -1))).isEqualTo(2);
    assertThat(client.out).isEmpty();
    assertThat(client.errText).contains(instead);
    assertThat(client.first.getRequestCount()).isZero();
  }
}
