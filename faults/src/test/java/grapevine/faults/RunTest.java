package grapevine.faults;

import static org.assertj.core.api.Assertions.assertThat;

import grapevine.faults.FakeFrontEnd.Cheat;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A checker is believed only after it has caught what it is for. */
class RunTest {
  private static final int WRITES = 150;

  @Test
  void an_honest_cluster_passes() throws InterruptedException {
    Report report = run(Cheat.NONE);
    assertThat(report.lines()).noneMatch(line -> line.startsWith("VIOLATION"));
    assertThat(report.isGood()).isTrue();
    assertThat(report.found().acknowledged()).isGreaterThanOrEqualTo(WRITES);
    assertThat(report.found().reads()).isPositive();
    assertThat(report.found().handedOver()).isPositive();
    assertThat(report.times().answered()).isEqualTo(report.times().operations());
    assertThat(report.times().longestMillisWithoutAnswer())
        .isLessThanOrEqualTo(report.times().loadMillis());
    assertThat(last(report.lines())).endsWith(" acknowledged, 0 lost, 0 duplicated");
  }

  @ParameterizedTest
  @EnumSource(
      value = Cheat.class,
      names = {"LOSES", "LOSES_IN_THE_END", "FORGETS_CANCELLATIONS"})
  void what_is_lost_is_counted(Cheat cheat) throws InterruptedException {
    Report report = run(cheat);
    assertThat(report.isGood()).isFalse();
    assertThat(report.found().lost()).isPositive();
    assertThat(report.lines()).anyMatch(line -> line.startsWith("LOST "));
  }

  @ParameterizedTest
  @EnumSource(
      value = Cheat.class,
      names = {"DUPLICATES", "REPEATS"})
  void what_is_done_twice_is_counted(Cheat cheat) throws InterruptedException {
    Report report = run(cheat);
    assertThat(report.isGood()).isFalse();
    assertThat(report.found().duplicated()).isPositive();
    assertThat(report.lines()).anyMatch(line -> line.startsWith("DUPLICATED "));
  }

  @Test
  void going_back_behind_what_was_shown_is_a_violation() throws InterruptedException {
    Report report = run(Cheat.SHOWS_THE_PAST);
    assertThat(report.isGood()).isFalse();
    assertThat(report.found().violations())
        .anyMatch(what -> what.contains("read-your-writes") || what.contains("monotonic-reads"));
  }

  @Test
  void a_refusal_with_an_effect_is_a_violation() throws InterruptedException {
    assertThat(run(Cheat.REFUSES_AND_DOES).found().violations())
        .anyMatch(what -> what.contains("no-effect"));
  }

  @Test
  void another_price_is_a_violation() throws InterruptedException {
    assertThat(run(Cheat.CHANGES_PRICES).found().violations())
        .anyMatch(what -> what.contains("wrong-body"));
  }

  @Test
  void replica_managers_that_stay_different_are_told() throws InterruptedException {
    Report report = run(Cheat.DIVERGES);
    assertThat(report.convergedMillis()).isEmpty();
    assertThat(report.isGood()).isFalse();
    assertThat(report.lines()).anyMatch(line -> line.startsWith("NOT EQUAL"));
  }

  @Test
  void what_was_on_one_disk_only_may_be_missing_when_disks_fail() throws InterruptedException {
    try (FakeFrontEnd frontEnd = new FakeFrontEnd(Cheat.LOSES_WHAT_IS_ON_ONE_DISK)) {
      Report report = run(frontEnd, WRITES, 1, true);
      assertThat(report.found().violations()).isEmpty();
      assertThat(report.isGood()).isTrue();
      assertThat(report.found().missing()).isPositive();
      assertThat(report.found().onOneDisk()).isEqualTo(report.found().missing());
    }
    assertThat(run(Cheat.LOSES_WHAT_IS_ON_ONE_DISK).found().lost()).isPositive();
  }

  @Test
  void what_was_on_two_disks_is_lost_also_when_disks_fail() throws InterruptedException {
    try (FakeFrontEnd frontEnd = new FakeFrontEnd(Cheat.LOSES)) {
      assertThat(run(frontEnd, WRITES, 1, true).found().lost()).isPositive();
    }
  }

  @Test
  void too_few_writes_show_nothing() throws InterruptedException {
    try (FakeFrontEnd frontEnd = new FakeFrontEnd(Cheat.NONE)) {
      Report report = run(frontEnd, 10, 1_000_000, false);
      assertThat(report.isGood()).isFalse();
      assertThat(report.lines()).anyMatch(line -> line.startsWith("TOO FEW"));
    }
  }

  private static Report run(Cheat cheat) throws InterruptedException {
    try (FakeFrontEnd frontEnd = new FakeFrontEnd(cheat)) {
      return run(frontEnd, WRITES, 1, false);
    }
  }

  /** The load ends with the writes, not with a time. */
  private static Report run(FakeFrontEnd frontEnd, long writes, long atLeast, boolean doDisksFail)
      throws InterruptedException {
    Settings settings =
        new Settings(
            List.of(frontEnd.url()),
            List.of(frontEnd.url()),
            6,
            3_000,
            7,
            Duration.ofSeconds(10),
            Duration.ofSeconds(5),
            Duration.ofMillis(300),
            doDisksFail,
            Optional.empty());
    AtomicLong acknowledged = new AtomicLong();
    return new Run(
            settings,
            atLeast,
            () -> {
              if (acknowledged.get() < writes) {
                return Stage.LOAD;
              }
              frontEnd.end();
              return Stage.READ_BACK;
            },
            acknowledged::set)
        .go();
  }

  private static String last(List<String> lines) {
    return lines.get(lines.size() - 1);
  }
}
