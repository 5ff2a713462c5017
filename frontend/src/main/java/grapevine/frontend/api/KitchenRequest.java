package grapevine.frontend.api;

import com.fasterxml.jackson.annotation.JsonProperty;
import grapevine.common.ordering.Bounds;
import grapevine.common.ordering.DeliveryTerms;
import grapevine.common.ordering.DishDetails;
import grapevine.common.ordering.KitchenDish;
import grapevine.common.ordering.OpeningHours;
import grapevine.common.ordering.Rfc3339;
import grapevine.frontend.http.Problem;
import grapevine.frontend.http.ProblemCode;
import java.time.DateTimeException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;

/** What is said to run a restaurant; whatever makes no sense is refused here, with its place. */
final class KitchenRequest {
  private static final Pattern DAYS =
      Pattern.compile("(mon|tue|wed|thu|fri|sat|sun)(-(mon|tue|wed|thu|fri|sat|sun))?");
  private static final Pattern CLOCK = Pattern.compile("([01][0-9]|2[0-3]):[0-5][0-9]");

  private KitchenRequest() {}

  /** What is left out stays as it is; a new dish has to say what and how much it is. */
  record Dish(
      String category,
      String name,
      Long pricePence,
      List<String> diet,
      List<String> allergens,
      Boolean onMenu) {
    DishDetails onto(Optional<KitchenDish> now) {
      return new DishDetails(
          text("/category", category, now.map(KitchenDish::category)),
          text("/name", name, now.map(KitchenDish::name)),
          price(now),
          words("/diet", diet, DishDetails.DIETS, now.map(KitchenDish::diet)),
          words("/allergens", allergens, DishDetails.ALLERGENS, now.map(KitchenDish::allergens)),
          onMenu == null ? now.map(KitchenDish::onMenu).orElse(true) : onMenu);
    }

    private static String text(String pointer, String said, Optional<String> now) {
      if (said == null && now.isPresent()) {
        return now.get();
      }
      String text = said == null ? "" : said.strip();
      require(
          !text.isEmpty() && text.length() <= Bounds.NAME_CHARS,
          pointer,
          "It is required, and has at most " + Bounds.NAME_CHARS + " characters.");
      return text;
    }

    private long price(Optional<KitchenDish> now) {
      if (pricePence == null && now.isPresent()) {
        return now.get().pricePence();
      }
      require(
          pricePence != null && pricePence >= 0 && pricePence <= Bounds.DISH_PENCE,
          "/pricePence",
          "It is required, and from 0 to " + Bounds.DISH_PENCE + " pence.");
      return pricePence;
    }

    private static List<String> words(
        String pointer, List<String> said, List<String> known, Optional<List<String>> now) {
      if (said == null) {
        return now.orElse(List.of());
      }
      for (int i = 0; i < said.size(); i++) {
        require(
            said.get(i) != null && known.contains(said.get(i)),
            pointer + "/" + i,
            "Use these words only: " + String.join(", ", known) + ".");
      }
      return said.stream().distinct().sorted().toList();
    }
  }

  record Availability(@JsonProperty(required = true) boolean inStock) {}

  /** In the catalogue's way: {@code {"mon-thu": [["17:00", "00:30"]]}}; other days are closed. */
  record Hours(Map<String, List<List<String>>> hours) {
    OpeningHours parsed() {
      require(hours != null && !hours.isEmpty(), "/hours", "Say the days on which it opens.");
      hours.forEach(Hours::check);
      OpeningHours parsed = OpeningHours.ofTemplate(hours);
      for (List<OpeningHours.Span> day : parsed.week()) {
        require(
            day.size() <= Bounds.SPANS_A_DAY,
            "/hours",
            "A day has at most " + Bounds.SPANS_A_DAY + " spans.");
      }
      Optional<String> overlap = parsed.overlappingDay();
      require(
          overlap.isEmpty(),
          "/hours",
          "On " + overlap.orElse("no day") + " a span begins before another has ended.");
      return parsed;
    }

    private static void check(String days, List<List<String>> spans) {
      var matcher = DAYS.matcher(days);
      List<String> week = List.of("mon", "tue", "wed", "thu", "fri", "sat", "sun");
      boolean isRange =
          matcher.matches()
              && (matcher.group(3) == null
                  || week.indexOf(matcher.group(1)) <= week.indexOf(matcher.group(3)));
      require(isRange, "/hours", "Days are written like mon or mon-thu, from mon to sun.");
      require(
          spans != null && spans.size() <= Bounds.SPANS_A_DAY,
          "/hours/" + days,
          "It is a list of at most " + Bounds.SPANS_A_DAY + " spans.");
      for (int i = 0; i < spans.size(); i++) {
        List<String> span = spans.get(i);
        boolean isSpan =
            span != null
                && span.size() == 2
                && span.stream().allMatch(time -> time != null && CLOCK.matcher(time).matches());
        require(
            isSpan,
            "/hours/" + days + "/" + i,
            "A span is two times such as [\"17:00\", \"00:30\"].");
      }
    }
  }

  /** Null stands for going on, and has to be said. */
  record Pause(@JsonProperty(required = true) String until) {
    Long untilMillis(long nowMillis) {
      if (until == null) {
        return null;
      }
      long millis = 0;
      try {
        millis = Rfc3339.toMillis(until);
      } catch (DateTimeException | ArithmeticException e) {
        require(false, "/until", "It is a time such as 2026-11-21T14:33:50Z, or null.");
      }
      require(
          millis > nowMillis && millis <= nowMillis + TimeUnit.DAYS.toMillis(Bounds.PAUSE_DAYS),
          "/until",
          "It is from now on, and at most " + Bounds.PAUSE_DAYS + " days away.");
      return millis;
    }
  }

  record Terms(Long minimumOrderPence, List<Band> bands) {
    record Band(long minimumAmountPence, long feePence) {}

    void check() {
      requirePence("/minimumOrderPence", minimumOrderPence);
      require(
          bands != null && !bands.isEmpty() && bands.size() <= Bounds.FEE_BANDS,
          "/bands",
          "There are from 1 to " + Bounds.FEE_BANDS + " bands.");
      for (int i = 0; i < bands.size(); i++) {
        Band band = bands.get(i);
        String pointer = "/bands/" + i;
        require(band != null, pointer, "It is minimumAmountPence and feePence.");
        requirePence(pointer + "/minimumAmountPence", band.minimumAmountPence);
        requirePence(pointer + "/feePence", band.feePence);
        require(
            i == 0 || band.minimumAmountPence > bands.get(i - 1).minimumAmountPence,
            pointer + "/minimumAmountPence",
            "It is more than that of the band before.");
      }
    }

    List<DeliveryTerms.Band> toBands() {
      return bands.stream()
          .map(band -> new DeliveryTerms.Band(band.minimumAmountPence, band.feePence))
          .toList();
    }

    private static void requirePence(String pointer, Long pence) {
      require(
          pence != null && pence >= 0 && pence <= Bounds.DISH_PENCE,
          pointer,
          "It is required, and from 0 to " + Bounds.DISH_PENCE + " pence.");
    }
  }

  private static void require(boolean isValid, String pointer, String otherwise) {
    if (!isValid) {
      throw Problem.of(ProblemCode.EDIT_INVALID, otherwise).with("pointer", pointer).refused();
    }
  }
}
