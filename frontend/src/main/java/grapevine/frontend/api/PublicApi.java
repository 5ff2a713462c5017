package grapevine.frontend.api;

import grapevine.common.security.ClusterKey;
import grapevine.common.security.GuestSigner;
import grapevine.common.security.SessionSigner;
import grapevine.common.security.TokenSigner;
import grapevine.frontend.cluster.FrontEndLoop;
import grapevine.frontend.http.Admission;
import grapevine.frontend.http.RequestMetrics;
import grapevine.frontend.http.Router;
import grapevine.frontend.metrics.FrontEndMetrics;
import java.util.function.LongSupplier;
import java.util.function.UnaryOperator;

/** All paths of API v1, put together. */
public final class PublicApi {
  private PublicApi() {}

  /**
   * @param nowMillis the clock that decides the times which orders carry
   */
  public static Router router(
      FrontEndLoop loop,
      FrontEndMetrics metrics,
      RequestMetrics requests,
      Admission admission,
      LiveStreams streams,
      ClusterFeed feed,
      UnaryOperator<String> urlOfReplica,
      ClusterKey key,
      LongSupplier nowMillis) {
    SessionSigner signer = new SessionSigner(key);
    CausalTokens tokens = new CausalTokens(new TokenSigner(key), nowMillis);
    Customers customers = new Customers(new GuestSigner(key), signer, nowMillis);
    ClientCalls calls =
        new ClientCalls(loop, customers, new SessionChecks(nowMillis), tokens, admission);
    OperatorRights operators = new OperatorRights(key);
    Passwords passwords = new Passwords();
    Router router = new Router(requests);
    LiveData open = new LiveData(nowMillis);
    new RestaurantApi(calls, open, nowMillis).addTo(router);
    new PlaceApi(calls, open, nowMillis).addTo(router);
    new QuoteApi(calls, nowMillis).addTo(router);
    new NoticeApi(calls, nowMillis).addTo(router);
    new OrderMessages(calls, nowMillis).addTo(router);
    new MessageApi(calls, nowMillis).addTo(router);
    new BroadcastApi(calls, nowMillis).addTo(router);
    new ReviewApi(calls, nowMillis).addTo(router);
    LiveAnswers live = new LiveAnswers(calls, streams, loop, tokens, nowMillis);
    new OrderEvents(calls, live).addTo(router);
    new InboxEvents(calls, live, nowMillis).addTo(router);
    new FavouriteApi(calls, nowMillis).addTo(router);
    new OrderApi(calls, nowMillis).addTo(router);
    new NameApi(calls).addTo(router);
    new StockApi(calls, operators, nowMillis).addTo(router);
    new KitchenApi(calls, nowMillis).addTo(router);
    new VoucherApi(calls, operators).addTo(router);
    new AccountApi(calls, operators, passwords, nowMillis).addTo(router);
    new SessionApi(calls, passwords, signer, nowMillis).addTo(router);
    new OwnerApi(calls, operators, nowMillis).addTo(router);
    new WorkApi(calls, nowMillis).addTo(router);
    new ClusterApi(loop, urlOfReplica).addTo(router);
    new ClusterLive(loop, feed, tokens, nowMillis).addTo(router);
    new ClusterActions(calls, operators, feed).addTo(router);
    new MetricsApi(loop, metrics, key).addTo(router);
    new ContractApi().addTo(router);
    new WebPages().addTo(router);
    return router;
  }
}
