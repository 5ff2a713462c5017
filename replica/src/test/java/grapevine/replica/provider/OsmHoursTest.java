package grapevine.replica.provider;

import static org.assertj.core.api.Assertions.assertThat;

import grapevine.common.ordering.OpeningHours;
import grapevine.common.ordering.OpeningHours.Span;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Opening hours are understood rightly or not at all. */
class OsmHoursTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          Mo-Fr 11:00-22:00; Sa,Su 12:00-23:30 | 660-1320 660-1320 660-1320 660-1320 660-1320 720-1410 720-1410
          24/7                                 | 0-1440 0-1440 0-1440 0-1440 0-1440 0-1440 0-1440
          24/7; Mo off                         | - 0-1440 0-1440 0-1440 0-1440 0-1440 0-1440
          16:00-03:00                          | 960-1620 960-1620 960-1620 960-1620 960-1620 960-1620 960-1620
          Fr-Sa 17:00-00:30                    | - - - - 1020-1470 1020-1470 -
          Fr-Sa 17:00-26:00;                   | - - - - 1020-1560 1020-1560 -
          Sa-Mo 9:00-24:00                     | 540-1440 - - - - 540-1440 540-1440
          Tu 12:00-14:30,17:30-22:00; Mo off; PH off | - 720-870,1050-1320 - - - - -
          Mo , Tu 12:00 - 14:00                | 720-840 720-840 - - - - -
          Su,PH 12:00-14:00                    | - - - - - - 720-840
          Mo-Su 10:00-12:00; We closed         | 600-720 600-720 - 600-720 600-720 600-720 600-720
          off                                  | - - - - - - -
          """)
  void the_common_part_is_understood(String text, String expected) {
    assertThat(OsmHours.parse(text)).map(OsmHoursTest::written).contains(expected);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        ";",
        "\"call us\"",
        "Mo-Fr",
        "Mo-Fr 11:00",
        "Mo-Fr 11:00+",
        "Mo-Fr 11:00-22:00+",
        "Mo-Fr 11:00-22:00 \"by appointment\"",
        "Mo-Fr sunrise-sunset",
        "Mo-Fr 25:00-26:00",
        "Mo-Fr 11:60-12:00",
        "Mo-Fr 11:00-48:00",
        "Mo-Fr 11:00-11:00",
        "Mo-Fr 11.00-12.00",
        "Monday-Friday 11:00-12:00",
        "mo-fr 11:00-12:00",
        "Jan-Mar Mo-Fr 11:00-12:00",
        "week 1-20 Mo 11:00-12:00",
        "Mo[1] 11:00-12:00",
        "Mo 24/7",
        "SH 11:00-12:00",
        "PH off",
        "Mo-Fr 08:00-12:00, We 14:00-18:00",
        "Mo-Fr 08:00-12:00 || \"ask\"",
        "Mo-Fr 11:00-14:00; 17:00-22:00",
        "Mo-Fr 11:00-14:00; Mo-Fr 17:00-22:00",
        "Mo-Fr 11:00-14:00; Mo-Sa 17:00-22:00",
        "Mo-Fr 11:00-22:00; nonsense",
        "Mo-Fr 11:00-22:00,",
        "Mo-, 11:00-22:00"
      })
  void what_is_not_understood_for_certain_is_unknown(String text) {
    assertThat(OsmHours.parse(text)).isEmpty();
  }

  @Test
  void random_text_never_fails() {
    String letters = "MoTuWeFrSuPH0123456789:-,; off/\"+[]";
    SplittableRandom random = new SplittableRandom(7);
    for (int round = 0; round < 20_000; round++) {
      StringBuilder text = new StringBuilder();
      for (int length = random.nextInt(30); length > 0; length--) {
        text.append(letters.charAt(random.nextInt(letters.length())));
      }
      OsmHours.parse(text.toString()).ifPresent(week -> assertThat(week.week()).hasSize(7));
    }
    assertThat(OsmHours.parse("Mo 11:00-12:00;".repeat(100))).isEmpty();
  }

  private static String written(OpeningHours week) {
    List<String> days = new ArrayList<>();
    for (List<Span> spans : week.week()) {
      List<String> day = new ArrayList<>();
      spans.forEach(span -> day.add(span.opens() + "-" + span.closes()));
      days.add(day.isEmpty() ? "-" : String.join(",", day));
    }
    return String.join(" ", days);
  }
}
