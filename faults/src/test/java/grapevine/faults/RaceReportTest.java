package grapevine.faults;

import static org.assertj.core.api.Assertions.assertThat;

import grapevine.faults.RaceReport.Row;
import java.util.List;
import org.junit.jupiter.api.Test;

class RaceReportTest {
  @Test
  void exactly_as_many_win_as_there_are_prizes() {
    assertThat(new RaceReport(List.of(row(10, 190, 0)), List.of()).isGood()).isTrue();
    assertThat(new RaceReport(List.of(row(11, 189, 0)), List.of()).isGood()).isFalse();
    assertThat(new RaceReport(List.of(row(9, 191, 0)), List.of()).isGood()).isFalse();
  }

  @Test
  void few_clients_all_win() {
    assertThat(new RaceReport(List.of(row(4, 0, 0)), List.of()).isGood()).isTrue();
  }

  @Test
  void whoever_was_not_told_makes_it_wrong() {
    RaceReport report = new RaceReport(List.of(row(10, 189, 1)), List.of());
    assertThat(report.isGood()).isFalse();
    assertThat(report.lines()).anyMatch(line -> line.startsWith("WRONG PORTION"));
  }

  @Test
  void what_else_is_wrong_counts() {
    RaceReport report = new RaceReport(List.of(row(10, 190, 0)), List.of("told otherwise later"));
    assertThat(report.isGood()).isFalse();
    assertThat(report.lines()).contains("WRONG told otherwise later");
  }

  private static Row row(long winners, long told, long unclear) {
    return new Row(Prize.PORTION, winners, told, unclear, 0, 5, 9);
  }
}
