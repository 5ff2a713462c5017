package grapevine.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import org.junit.jupiter.api.Test;

class CampaignTest {
  @Test
  void every_seed_of_the_range_is_run_once_and_reported() throws InterruptedException {
    List<Long> done = new ArrayList<>();

    Campaign.Result result = Campaign.run(41, 44, 2, progress -> done.add(progress.done()));

    assertThat(done).containsExactly(1L, 2L, 3L, 4L);
    assertThat(result.seeds()).isEqualTo(4);
    assertThat(result.virtual()).isGreaterThan(Duration.ofSeconds(4 * 4));
  }

  /** A campaign that hardly ever meets what it is for proves nothing, whatever it says. */
  @Test
  void a_mark_below_its_floor_is_told_and_spoils_the_result() {
    Campaign.Result result = result(List.of(), List.of("QUERY_PARKED 0 times, at least 5"));

    assertThat(result.isGood()).isFalse();
    assertThat(CampaignText.lines(result)).contains("TOO RARE: QUERY_PARKED 0 times, at least 5");
    for (Mark mark : Mark.values()) {
      assertThat(mark.floor(300)).as(mark.name()).isPositive();
      assertThat(mark.floor(20_000)).as(mark.name()).isGreaterThan(mark.floor(300));
      assertThat(mark.floor(99)).as("chance rules below a hundred").isZero();
    }
  }

  @Test
  void a_violation_spoils_the_result() {
    List<Campaign.Violation> violations = List.of(new Campaign.Violation(3, "same-digest: ..."));
    Campaign.Result result = result(violations, List.of());

    assertThat(result.isGood()).isFalse();
    assertThat(CampaignText.lines(result)).last().isEqualTo("300 seeds, 1 violations");
    assertThat(CampaignText.json(result)).contains("\"violations\":[{\"seed\":3,");
  }

  @Test
  void a_result_fits_a_terminal() {
    assertThat(CampaignText.lines(result(List.of(), List.of())))
        .allSatisfy(line -> assertThat(line).hasSizeLessThanOrEqualTo(80))
        .last()
        .isEqualTo("300 seeds, 0 violations");
  }

  private static Campaign.Result result(
      List<Campaign.Violation> violations, List<String> belowFloor) {
    EnumMap<Mark, Long> marks = new EnumMap<>(Mark.class);
    for (Mark mark : Mark.values()) {
      marks.put(mark, 1_234_567L);
    }
    return new Campaign.Result(
        300,
        15,
        violations,
        Duration.ofSeconds(12),
        Duration.ofHours(1),
        1_000_000,
        10_000,
        20_000,
        3_000,
        new EnumMap<>(grapevine.simulator.world.FaultKind.class),
        marks,
        belowFloor);
  }
}
