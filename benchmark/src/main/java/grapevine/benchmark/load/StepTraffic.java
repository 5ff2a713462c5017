package grapevine.benchmark.load;

import grapevine.benchmark.http.Exchange;
import grapevine.benchmark.http.Failure;
import grapevine.benchmark.http.HttpAnswer;
import grapevine.benchmark.http.Traffic;
import java.util.SplittableRandom;

/** The requests of one step: at this pace, of this mix, by these customers, counted here. */
final class StepTraffic implements Traffic {
  private final Pace pace;
  private final Mix mix;
  private final SplittableRandom random;
  private final CustomerPool customers;
  private final RequestWriter writer;
  private final StepTally tally;
  private final GeneratorCost cost;

  StepTraffic(
      Pace pace,
      Mix mix,
      SplittableRandom random,
      CustomerPool customers,
      RequestWriter writer,
      StepTally tally,
      GeneratorCost cost) {
    this.pace = pace;
    this.mix = mix;
    this.random = random;
    this.customers = customers;
    this.writer = writer;
    this.tally = tally;
    this.cost = cost;
  }

  @Override
  public long takeDue(long nowNanos, int outstanding) {
    return pace.takeDue(nowNanos, outstanding);
  }

  @Override
  public boolean isOver(long nowNanos) {
    return pace.isOver(nowNanos);
  }

  @Override
  public Exchange begin(long dueNanos) {
    cost.begun(dueNanos);
    return new CustomerExchange(dueNanos, this, mix.draw(random), customers.take());
  }

  @Override
  public void notSent(Exchange exchange) {
    CustomerExchange unsent = (CustomerExchange) exchange;
    customers.giveBack(unsent.customer());
    tally.notSent(unsent.kind(), unsent);
  }

  RequestWriter writer() {
    return writer;
  }

  void answered(CustomerExchange exchange, HttpAnswer answer, long nowNanos) {
    customers.giveBack(exchange.customer());
    tally.answered(exchange.kind(), exchange, answer, nowNanos);
  }

  void failed(CustomerExchange exchange, Failure failure) {
    customers.giveBack(exchange.customer());
    tally.failed(exchange.kind(), exchange, failure);
  }
}
