package grapevine.frontend.api;

import grapevine.common.ordering.Answer;
import grapevine.common.ordering.Postcode;
import grapevine.common.ordering.Query;
import grapevine.frontend.http.ApiRequest;
import grapevine.frontend.http.Problem;
import grapevine.frontend.http.ProblemCode;
import grapevine.frontend.http.QueryParameters;
import grapevine.frontend.http.Reply;
import grapevine.frontend.http.Router;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.function.LongSupplier;
import java.util.regex.Pattern;

/** {@code /v1/postcodes}: where one is, and those that begin as somebody types. */
final class PlaceApi {
  private static final Pattern PREFIX = Pattern.compile("[A-Za-z][A-Za-z0-9 ]{0,7}");

  private final ClientCalls calls;
  private final LiveData live;
  private final LongSupplier nowMillis;

  PlaceApi(ClientCalls calls, LiveData live, LongSupplier nowMillis) {
    this.calls = calls;
    this.live = live;
    this.nowMillis = nowMillis;
  }

  void addTo(Router router) {
    router.get("/v1/postcodes", this::list).get("/v1/postcodes/{postcode}", this::postcode);
  }

  private CompletableFuture<Reply> postcode(ApiRequest request) {
    request.parameters().requireOnly(List.of());
    Postcode postcode =
        Postcode.parse(request.capture(0))
            .orElseThrow(() -> Problem.of(ProblemCode.POSTCODE_INVALID).refused());
    Query query = new Query.GetPostcode(postcode, nowMillis.getAsLong());
    return calls.answer(
        request,
        call ->
            live.ask(call, query)
                .thenApply(
                    seen -> Reply.json(200, ((Answer.FoundPostcode) seen.answer()).place())));
  }

  private CompletableFuture<Reply> list(ApiRequest request) {
    QueryParameters parameters = request.parameters();
    parameters.requireOnly(List.of("prefix", "limit"));
    String prefix = parameters.sent("prefix").orElse("").strip();
    if (!PREFIX.matcher(prefix).matches()) {
      throw QueryParameters.refusal("prefix is how a postcode begins, like DH1.").refused();
    }
    Query query =
        new Query.ListPostcodes(prefix.toUpperCase(Locale.ROOT), Paging.limit(parameters));
    return calls.answer(
        request,
        call ->
            call.ask(query)
                .thenApply(
                    seen ->
                        Reply.json(
                            200,
                            Map.of("items", ((Answer.FoundPostcodes) seen.answer()).items()))));
  }
}
