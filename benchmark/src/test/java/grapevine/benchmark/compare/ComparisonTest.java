package grapevine.benchmark.compare;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class ComparisonTest {
  @Test
  void the_median_of_an_even_number_lies_between_the_middle_two() {
    assertThat(Spread.of(List.of(4.0, 1.0, 2.0, 9.0))).isEqualTo(new Spread(3, 1, 9));
    assertThat(Spread.of(List.of(7.0, 1.0, 2.0))).isEqualTo(new Spread(2, 1, 7));
  }

  @Test
  void ratios_are_those_of_each_round() {
    Comparison comparison =
        compare(
            "1 place 64 grapevine 10000 10 5 20 0 4.0 0 0",
            "1 place 64 redis     20000 10 4 10 0 2.0 0 0",
            "2 place 64 grapevine  3000 10 7 40 0 1.2 0 0",
            "2 place 64 redis     10000 10 6 30 0 1.0 0 0",
            "3 place 64 grapevine  8000 10 6 30 0 3.2 0 0",
            "3 place 64 redis     20000 10 5 20 0 2.0 0 0");

    Comparison.Row ours = comparison.rows().get(0);
    Comparison.Row theirs = comparison.rows().get(1);
    assertThat(ours.requestsPerSecond()).isEqualTo(new Spread(800, 300, 1000));
    assertThat(ours.p99Millis()).isEqualTo(30);
    assertThat(ours.throughputRatio()).isNull();
    assertThat(theirs.throughputRatio()).isEqualTo(new Spread(0.4, 0.3, 0.5));
    assertThat(theirs.cpuMicrosPerRequest()).isEqualTo(100);
    assertThat(theirs.cpuRatio()).isEqualTo(new Spread(4, 4, 4));
    assertThat(comparison.isValid()).isTrue();
  }

  @Test
  void a_figure_with_errors_is_compared_with_nothing() {
    Comparison comparison =
        compare(
            "1 read 1 grapevine 500 5 1 2 3 1.0 0 0",
            "1 read 1 redis    1000 5 1 2 0 1.0 0 0",
            "1 read 1 postgresql 0 5 0 0 0 0.0 0 0");

    assertThat(comparison.isValid()).isFalse();
    assertThat(comparison.rows())
        .extracting(Comparison.Row::valid)
        .containsExactly(false, true, false);
    assertThat(comparison.rows()).extracting(Comparison.Row::throughputRatio).containsOnlyNulls();
    assertThat(ComparisonText.of(comparison)).contains("INVALID: 3 errors");
  }

  @Test
  void each_setting_is_named_once() {
    String text =
        ComparisonText.of(
            compare(
                "1 place 64 grapevine 10000 10 5.04 20 0 4.0 0 0",
                "1 place 64 redis     20000 10 4 10 0 2.0 0 0"));

    assertThat(text.lines().map(line -> line.replaceAll(" +", " ").strip()))
        .containsExactly(
            "conns system req/s p50 ms p99 ms CPU us Grapevine/peer req/s Grapevine/peer CPU",
            "place 64 grapevine 1,000 5.0 20.0 400",
            "redis 2,000 4.0 10.0 100 0.50 (0.50..0.50) 4.00 (4.00..4.00)");
  }

  @Test
  void a_line_that_is_cut_off_is_refused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Measurement.parse("1 place 64 grapevine 100"))
        .withMessageContaining("1 place 64 grapevine 100");
  }

  @Test
  void a_customer_is_written_as_it_was_read() {
    assertThat(Customer.parse("g-1.sig token o-1 o-2").orders()).containsExactly("o-1", "o-2");
    assertThat(Customer.parse("g-1.sig token o-1 o-2")).hasToString("g-1.sig token o-1 o-2");
  }

  private static Comparison compare(String... lines) {
    return Comparison.of(Stream.of(lines).map(Measurement::parse).toList());
  }
}
