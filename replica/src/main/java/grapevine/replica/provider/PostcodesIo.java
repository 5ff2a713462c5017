package grapevine.replica.provider;

import com.fasterxml.jackson.databind.JsonNode;
import grapevine.common.ordering.Postcode;
import grapevine.replica.provider.ProviderResult.Absence;
import grapevine.replica.provider.ProviderResult.Found;
import grapevine.replica.provider.ProviderResult.NotThere;
import grapevine.replica.provider.Transport.Answer;
import java.time.Clock;
import java.util.Optional;
import okhttp3.HttpUrl;
import okhttp3.Request;

/**
 * <a href="https://postcodes.io/docs">postcodes.io</a>: {@code GET /postcodes/{postcode}}.
 * Malformed, unknown and retired postcodes are all 404; the body tells them apart.
 */
final class PostcodesIo implements PostcodeProvider {
  private static final int ERROR_CHARS = 100;

  private final ProviderLine line;
  private final HttpUrl base;
  private final Clock clock;

  PostcodesIo(ProviderLine line, HttpUrl base, Clock clock) {
    this.line = line;
    this.base = base;
    this.clock = clock;
  }

  @Override
  public ProviderResult<ResolvedPostcode> resolve(Postcode postcode) {
    HttpUrl url =
        base.newBuilder()
            .addPathSegment("postcodes")
            .addPathSegment(postcode.text().replace(" ", ""))
            .build();
    Request request = new Request.Builder().url(url).header("Accept", "application/json").build();
    return line.ask(request, answer -> read(answer, postcode));
  }

  private ProviderResult<ResolvedPostcode> read(Answer answer, Postcode asked) {
    if (answer.isFound()) {
      return resolved(answer.body().path("result"), asked, false);
    }
    JsonNode terminated = answer.body().path("terminated");
    if (terminated.isObject()) {
      return resolved(terminated, asked, true);
    }
    return switch (Fields.text(answer.body(), "error", ERROR_CHARS)) {
      case "Postcode not found" -> new NotThere<>(Absence.UNKNOWN);
      case "Invalid postcode" -> new NotThere<>(Absence.MALFORMED);
      default -> ProviderResult.failed(FailureReason.MALFORMED);
    };
  }

  private ProviderResult<ResolvedPostcode> resolved(
      JsonNode result, Postcode asked, boolean isRetired) {
    boolean isAsked =
        Postcode.parse(result.path("postcode").asText("")).filter(asked::equals).isPresent();
    JsonNode latitude = result.path("latitude");
    JsonNode longitude = result.path("longitude");
    boolean isUnplaced = latitude.isNull() && longitude.isNull();
    Optional<Coordinates> place = Fields.place(latitude, longitude);
    if (!isAsked || (place.isEmpty() && !isUnplaced)) {
      return ProviderResult.failed(FailureReason.MALFORMED);
    }
    return new Found<>(
        new ResolvedPostcode(
            asked,
            place.orElse(null),
            isRetired || result.has("year_terminated"),
            ResolvedPostcode.Source.POSTCODES_IO,
            clock.millis()));
  }
}
