package grapevine.frontend.contract;

import java.io.IOException;
import java.util.List;
import okhttp3.Interceptor;
import okhttp3.Request;
import okhttp3.Response;
import okhttp3.ResponseBody;
import okio.Okio;

/** Fails the call whose exchange is not as the contract says. Thread-safe. */
public final class ContractInterceptor implements Interceptor {
  private final Contract contract = Contract.shipped();
  private final Coverage coverage;

  /**
   * @param coverage is told what happened
   */
  public ContractInterceptor(Coverage coverage) {
    this.coverage = coverage;
  }

  @Override
  public Response intercept(Chain chain) throws IOException {
    Request request = chain.request();
    Response response = chain.proceed(request);
    boolean isStream = "text/event-stream".equals(response.header("Content-Type"));
    String body = isStream ? "" : response.peekBody(Long.MAX_VALUE).string();
    Exchange exchange = Exchange.of(request, response, body);
    List<String> violations = ExchangeCheck.violations(contract, exchange);
    if (!violations.isEmpty()) {
      response.close();
      throw new AssertionError(
          exchange + " is not as docs/openapi.yaml says:\n  " + String.join("\n  ", violations));
    }
    contract
        .find(request.method(), request.url())
        .ifPresent(operation -> coverage.add(operation, response.code()));
    return isStream ? withCheckedEvents(exchange, response) : response;
  }

  private Response withCheckedEvents(Exchange exchange, Response response) {
    Operation operation = contract.find(exchange.method(), exchange.url()).orElseThrow();
    Part events =
        operation
            .response(exchange.status())
            .orElseThrow()
            .child("content")
            .child("text/event-stream")
            .child("schema")
            .child("x-events");
    CheckedEvents checked = new CheckedEvents(response.body().source(), contract, events);
    return response
        .newBuilder()
        .body(ResponseBody.create(Okio.buffer(checked), response.body().contentType(), -1))
        .build();
  }
}
