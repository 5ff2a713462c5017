package grapevine.replica.provider;

import com.fasterxml.jackson.databind.JsonNode;
import grapevine.common.ordering.Bounds;
import grapevine.common.ordering.HygieneRating;
import grapevine.common.ordering.Tile;
import grapevine.replica.provider.ProviderResult.Absence;
import grapevine.replica.provider.ProviderResult.Failed;
import grapevine.replica.provider.ProviderResult.Found;
import grapevine.replica.provider.ProviderResult.NotThere;
import grapevine.replica.provider.Transport.Answer;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Pattern;
import okhttp3.HttpUrl;
import okhttp3.Request;

/**
 * The <a href="https://api.ratings.food.gov.uk/help">FSA's hygiene ratings</a>, version 2.
 * Coordinates are text or null, ratings numbers or words, and a date of the year 1 means none.
 */
final class HygieneRatings implements HygieneProvider {
  /** Restaurants, cafes and canteens; takeaways and sandwich shops. The API takes one at a time. */
  private static final List<Integer> BUSINESS_TYPES = List.of(1, 7844);

  private static final int PAGE_SIZE = 50;

  /** Of each type; in the middle of a large city there are more, further from the centre. */
  private static final int PAGES_MAX = 3;

  private static final int DATE_CHARS = 10;
  private static final int YEAR_MIN = 1990;
  private static final int VALUE_CHARS = 40;
  private static final Pattern VALUE = Pattern.compile("[0-5]|[A-Za-z][A-Za-z ]+");

  private final ProviderLine line;
  private final HttpUrl base;
  private final Clock clock;

  HygieneRatings(ProviderLine line, HttpUrl base, Clock clock) {
    this.line = line;
    this.base = base;
    this.clock = clock;
  }

  private record Page(List<Inspection> inspections, int pages) {}

  /** All or nothing: half an area would look like one without the other half. */
  @Override
  public ProviderResult<HygieneArea> near(Tile tile) {
    TreeMap<Long, Inspection> inspections = new TreeMap<>();
    boolean isTruncated = false;
    for (int businessType : BUSINESS_TYPES) {
      int pages = 1;
      for (int number = 1; number <= Math.min(pages, PAGES_MAX); number++) {
        ProviderResult<Page> result = page(tile, businessType, number);
        if (!(result instanceof Found<Page> found)) {
          return failed(result);
        }
        found.value().inspections().forEach(each -> inspections.putIfAbsent(each.fhrsId(), each));
        pages = found.value().pages();
      }
      isTruncated |= pages > PAGES_MAX;
    }
    return new Found<>(
        new HygieneArea(tile, List.copyOf(inspections.values()), isTruncated, clock.millis()));
  }

  @Override
  public ProviderResult<Inspection> inspection(long fhrsId) {
    HttpUrl url = establishments().addPathSegment(Long.toString(fhrsId)).build();
    return line.ask(
        request(url),
        answer -> {
          if (!answer.isFound()) {
            return new NotThere<>(Absence.UNKNOWN);
          }
          Optional<Inspection> found =
              inspection(answer.body()).filter(each -> each.fhrsId() == fhrsId);
          return found.isPresent()
              ? new Found<>(found.get())
              : ProviderResult.failed(FailureReason.MALFORMED);
        });
  }

  private ProviderResult<Page> page(Tile tile, int businessType, int number) {
    Coordinates centre = Coordinates.centreOf(tile);
    HttpUrl url =
        establishments()
            .addQueryParameter("latitude", degrees(centre.latitude()))
            .addQueryParameter("longitude", degrees(centre.longitude()))
            .addQueryParameter("maxDistanceLimit", "1")
            .addQueryParameter("businessTypeId", Integer.toString(businessType))
            .addQueryParameter("sortOptionKey", "distance")
            .addQueryParameter("pageNumber", Integer.toString(number))
            .addQueryParameter("pageSize", Integer.toString(PAGE_SIZE))
            .build();
    return line.ask(request(url), HygieneRatings::page);
  }

  private static ProviderResult<Page> page(Answer answer) {
    if (!answer.isFound()) {
      return ProviderResult.failed(FailureReason.UNEXPECTED_STATUS);
    }
    JsonNode establishments = answer.body().path("establishments");
    if (!establishments.isArray()) {
      return ProviderResult.failed(FailureReason.MALFORMED);
    }
    List<Inspection> inspections = new ArrayList<>();
    for (JsonNode establishment : establishments) {
      if (inspections.size() < PAGE_SIZE) {
        inspection(establishment).ifPresent(inspections::add);
      }
    }
    return new Found<>(
        new Page(inspections, answer.body().path("meta").path("totalPages").asInt(1)));
  }

  /** Empty for one without an id or with a rating that cannot be one. */
  private static Optional<Inspection> inspection(JsonNode establishment) {
    JsonNode id = establishment.path("FHRSID");
    String value = Fields.text(establishment, "RatingValue", VALUE_CHARS);
    if (!id.canConvertToLong() || id.longValue() <= 0 || !VALUE.matcher(value).matches()) {
      return Optional.empty();
    }
    JsonNode geocode = establishment.path("geocode");
    return Optional.of(
        new Inspection(
            id.longValue(),
            Fields.text(establishment, "BusinessName", Bounds.NAME_CHARS),
            new HygieneRating(value, date(Fields.text(establishment, "RatingDate", DATE_CHARS))),
            Fields.place(geocode.path("latitude"), geocode.path("longitude")).orElse(null)));
  }

  private static String date(String text) {
    try {
      LocalDate date = LocalDate.parse(text);
      return date.getYear() < YEAR_MIN ? null : date.toString();
    } catch (DateTimeException e) {
      return null;
    }
  }

  private static <T> ProviderResult<HygieneArea> failed(ProviderResult<T> result) {
    return result instanceof Failed<T> failed
        ? new Failed<>(failed.reason(), failed.retryAfterMillis())
        : ProviderResult.failed(FailureReason.MALFORMED);
  }

  private HttpUrl.Builder establishments() {
    return base.newBuilder().addPathSegment("Establishments");
  }

  private static Request request(HttpUrl url) {
    // Without the version it answers 404 in XML.
    return new Request.Builder()
        .url(url)
        .header("x-api-version", "2")
        .header("Accept", "application/json")
        .header("Accept-Language", "en-GB")
        .build();
  }

  private static String degrees(double degrees) {
    return String.format(Locale.ROOT, "%.4f", degrees);
  }
}
