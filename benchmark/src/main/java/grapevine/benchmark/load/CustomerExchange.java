package grapevine.benchmark.load;

import grapevine.benchmark.http.Exchange;
import grapevine.benchmark.http.Failure;
import grapevine.benchmark.http.FrontEndAddress;
import grapevine.benchmark.http.HttpAnswer;
import java.nio.ByteBuffer;

/** One customer's request. */
final class CustomerExchange extends Exchange {
  private final StepTraffic traffic;
  private final RequestKind kind;
  private final Customer customer;

  CustomerExchange(long dueNanos, StepTraffic traffic, RequestKind kind, Customer customer) {
    super(dueNanos);
    this.traffic = traffic;
    this.kind = kind;
    this.customer = customer;
  }

  RequestKind kind() {
    return kind;
  }

  Customer customer() {
    return customer;
  }

  @Override
  protected void write(ByteBuffer out, FrontEndAddress frontEnd) {
    if (kind == RequestKind.PLACE) {
      traffic.writer().writePlace(out, frontEnd, customer);
    } else {
      traffic.writer().writeRead(out, frontEnd, customer);
    }
  }

  @Override
  protected void answered(HttpAnswer answer, long nowNanos) {
    customer.learn(answer);
    traffic.answered(this, answer, nowNanos);
  }

  @Override
  protected void failed(Failure failure, long nowNanos) {
    traffic.failed(this, failure);
  }
}
