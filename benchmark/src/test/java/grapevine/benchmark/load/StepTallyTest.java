package grapevine.benchmark.load;

import static org.assertj.core.api.Assertions.assertThat;

import grapevine.benchmark.http.Exchange;
import grapevine.benchmark.http.Failure;
import grapevine.benchmark.http.FrontEndAddress;
import grapevine.benchmark.http.HttpAnswer;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class StepTallyTest {
  private static final long START = TimeUnit.SECONDS.toNanos(1_000);

  private final StepTally tally = new StepTally(START, 2);

  @Test
  void what_was_due_in_the_warm_up_has_no_latency_but_its_answer_is_good_when_it_comes()
      throws Exception {
    tally.answered(RequestKind.READ, due(-0.1), answer(200), at(0.5));
    assertThat(tally.total().offered()).isZero();
    assertThat(tally.total().goodPerSecond()).isEqualTo(0.5);
    assertThat(tally.perSecond().get(0).good()).isEqualTo(1);
  }

  @Test
  void an_answer_after_the_end_has_a_latency_and_is_no_longer_good() throws Exception {
    tally.answered(RequestKind.PLACE, due(1.9), answer(201), at(2.4));
    RequestCounts total = tally.total();
    assertThat(total.succeeded()).isEqualTo(1);
    assertThat(total.latency().maxMicros()).isBetween(500_000L, 501_000L);
    assertThat(total.goodPerSecond()).isZero();
  }

  @Test
  void every_end_is_counted_in_the_second_in_which_its_request_was_due() throws Exception {
    tally.answered(RequestKind.PLACE, due(0.2), answer(201), at(1.2));
    tally.answered(RequestKind.READ, due(0.3), answer(503), at(0.301));
    tally.failed(RequestKind.READ, due(0.4), Failure.TIMED_OUT);
    tally.failed(RequestKind.READ, due(1.4), Failure.CONNECTION_LOST);
    tally.notSent(RequestKind.PLACE, due(1.5));
    assertThat(tally.perSecond().get(0))
        .extracting(
            SecondCounts::offered,
            SecondCounts::succeeded,
            SecondCounts::good,
            SecondCounts::refused,
            SecondCounts::timedOut)
        .containsExactly(3L, 1L, 0L, 1L, 1L);
    assertThat(tally.perSecond().get(1))
        .extracting(
            SecondCounts::offered, SecondCounts::good, SecondCounts::broken, SecondCounts::notSent)
        .containsExactly(2L, 1L, 1L, 1L);
    assertThat(tally.total().offered()).isEqualTo(5);
    assertThat(tally.byKind().get(RequestKind.PLACE).offered()).isEqualTo(2);
    assertThat(tally.byKind().get(RequestKind.READ).offered()).isEqualTo(3);
  }

  private static long at(double seconds) {
    return START + Math.round(seconds * 1e9);
  }

  private static HttpAnswer answer(int status) throws Exception {
    HttpAnswer answer = new HttpAnswer();
    byte[] bytes =
        ("HTTP/1.1 " + status + " X\r\nContent-Length: 0\r\n\r\n")
            .getBytes(StandardCharsets.US_ASCII);
    assertThat(answer.read(bytes, bytes.length)).isTrue();
    return answer;
  }

  private static Exchange due(double seconds) {
    return new Exchange(at(seconds)) {
      @Override
      protected void write(ByteBuffer out, FrontEndAddress frontEnd) {}

      @Override
      protected void answered(HttpAnswer answer, long nowNanos) {}

      @Override
      protected void failed(Failure failure, long nowNanos) {}
    };
  }
}
