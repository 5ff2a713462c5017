package grapevine.client.desk;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import grapevine.client.text.Screen;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class BoardTest {
  private static final PrintStream NOWHERE =
      new PrintStream(OutputStream.nullOutputStream(), true, StandardCharsets.UTF_8);
  private static final Screen SCREEN = new Screen(NOWHERE, NOWHERE, 80, false, "\u00a3");

  private final Board board = new Board();

  @Test
  void an_order_keeps_its_number_from_one_list_to_another() {
    board.update(SCREEN, "offered", page(false, 2, 1));
    board.update(SCREEN, "yours", page(false));
    assertThat(board.update(SCREEN, "offered", page(false, 2)))
        .containsExactly("1 is no longer here: Saffron House");
    assertThat(board.order("1").orElseThrow().path("id").asText()).isEqualTo("o-1");
    assertThat(board.numbers()).containsExactly("2");
    assertThat(board.update(SCREEN, "yours", page(false, 1)))
        .singleElement()
        .asString()
        .startsWith("1 is here again: ");
    assertThat(board.numbers()).containsExactly("1", "2");
  }

  @Test
  void what_a_page_has_no_room_for_is_not_gone() {
    board.update(SCREEN, "orders", page(false, 2, 1));
    assertThat(board.update(SCREEN, "orders", page(true, 3, 2)))
        .hasSize(2)
        .noneMatch(news -> news.contains("no longer"))
        .anyMatch(news -> news.startsWith("NEW 3: "))
        .anyMatch(news -> news.startsWith("There are older ones"));
    assertThat(board.order("1").orElseThrow().path("id").asText()).isEqualTo("o-1");
    assertThat(String.join(" ", board.lines(SCREEN))).contains("There are older ones");
    // Within the page there is room: what is missing there has gone.
    assertThat(board.update(SCREEN, "orders", page(true, 4, 2)))
        .anyMatch(news -> news.startsWith("3 is no longer here"))
        .noneMatch(news -> news.startsWith("1 "));
    assertThat(board.update(SCREEN, "orders", page(false, 4, 2, 1)))
        .as("it comes up again as if it had never been away")
        .isEmpty();
    assertThat(board.update(SCREEN, "orders", page(false, 4, 2)))
        .containsExactly("1 is no longer here: Saffron House");
  }

  @Test
  void an_old_order_that_comes_up_is_not_called_new() {
    board.update(SCREEN, "orders", page(true, 3, 2));
    assertThat(board.update(SCREEN, "orders", page(false, 3, 1)))
        .anyMatch(news -> news.startsWith("ALSO 3: "))
        .noneMatch(news -> news.startsWith("NEW"));
  }

  @Test
  void the_memory_of_what_is_gone_is_bounded() {
    for (int first = 1; first <= 2_001; first += 100) {
      board.update(SCREEN, "orders", page(false, IntStream.range(first, first + 100).toArray()));
    }
    assertThat(board.order("1")).isEmpty();
    assertThat(board.order("2001")).isPresent();
    assertThat(board.numbers()).hasSize(100);
  }

  /** Orders by the minute at which they were placed. */
  private static JsonNode page(boolean hasMore, int... minutes) {
    ObjectNode page = JsonNodeFactory.instance.objectNode();
    page.put("nextCursor", hasMore ? "c" : null);
    for (int minute : minutes) {
      page.withArray("items")
          .addObject()
          .put("id", "o-" + minute)
          .put("status", "PLACED")
          .put("restaurantName", "Saffron House")
          .put("placedAt", "2026-11-21T%02d:%02d:00.000Z".formatted(minute / 60 % 24, minute % 60))
          .put("totalPence", 100);
    }
    return page;
  }
}
