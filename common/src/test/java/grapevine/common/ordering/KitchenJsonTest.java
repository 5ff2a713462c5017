package grapevine.common.ordering;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import grapevine.common.Json;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Exact JSON of what kitchens and customers say: it is stored for ever. */
class KitchenJsonTest {
  private static final DishDetails HALWA =
      new DishDetails("Sweet", "Halwa", 390, List.of("vegan"), List.of("nuts"), true);
  private static final String DISH =
      "{\"category\":\"Sweet\",\"name\":\"Halwa\",\"pricePence\":390,\"diet\":[\"vegan\"],"
          + "\"allergens\":[\"nuts\"],\"onMenu\":true}";

  @Test
  void edits_are_written_with_their_facts_in_a_fixed_order() {
    assertReadsBack(
        new KitchenEdit.AddDish("r", "d-1", HALWA, 5),
        "{\"op\":\"add-dish\",\"restaurantId\":\"r\",\"itemId\":\"d-1\",\"dish\":"
            + DISH
            + ",\"atMillis\":5}");
    assertReadsBack(
        new KitchenEdit.EditDish("r", "d-1", HALWA, 5),
        "{\"op\":\"edit-dish\",\"restaurantId\":\"r\",\"itemId\":\"d-1\",\"dish\":"
            + DISH
            + ",\"atMillis\":5}");
    assertReadsBack(
        new KitchenEdit.SwitchDish("r", "d-1", false, 5),
        "{\"op\":\"switch-dish\",\"restaurantId\":\"r\",\"itemId\":\"d-1\",\"inStock\":false,"
            + "\"atMillis\":5}");
    assertReadsBack(
        new KitchenEdit.SetPause("r", null, 5),
        "{\"op\":\"set-pause\",\"restaurantId\":\"r\",\"untilMillis\":null,\"atMillis\":5}");
    assertReadsBack(
        new KitchenEdit.SetTerms("r", 7, List.of(new DeliveryTerms.Band(1, 2)), 5),
        "{\"op\":\"set-terms\",\"restaurantId\":\"r\",\"minimumOrderPence\":7,"
            + "\"bands\":[{\"minimumAmountPence\":1,\"feePence\":2}],\"atMillis\":5}");
    assertReadsBack(
        new Operation.SetFavourite("c", "r", true, 5),
        "{\"op\":\"set-favourite\",\"customerId\":\"c\",\"restaurantId\":\"r\",\"on\":true,"
            + "\"atMillis\":5}");
  }

  @Test
  void hours_are_written_as_minutes_of_each_day() {
    List<OpeningHours.Span> monday = List.of(new OpeningHours.Span(1080, 1560));
    OpeningHours hours =
        new OpeningHours(
            List.of(monday, List.of(), List.of(), List.of(), List.of(), List.of(), List.of()));
    assertReadsBack(
        new KitchenEdit.SetHours("r", hours, 5),
        "{\"op\":\"set-hours\",\"restaurantId\":\"r\",\"hours\":{\"week\":[[{\"opens\":1080,"
            + "\"closes\":1560}],[],[],[],[],[],[]]},\"atMillis\":5}");
  }

  @Test
  void questions_and_answers_read_back() {
    Viewer viewer = Viewer.guest("c");
    for (Query query :
        List.of(
            new Query.GetKitchen("r", viewer),
            new Query.ListFavourites("c", 5),
            new Query.GetBasket("o-1", "c"))) {
      assertThat(Json.read(Json.bytes(query), Query.class)).isEqualTo(query);
    }
    Kitchen kitchen =
        new Kitchen(
            "r",
            List.of(KitchenDish.of("d-1", HALWA)),
            1,
            OpeningHours.always(),
            5L,
            new DeliveryTerms(1, List.of(new DeliveryTerms.Band(1, 2)), 3));
    QuoteRequest request = new QuoteRequest("r", Service.COLLECTION, null, List.of(), null, 0);
    Basket basket = new Basket("o-1", request, List.of(new Basket.Missing("i", "I", null)));
    for (Answer answer :
        List.of(new Answer.FoundKitchen(kitchen), new Answer.FoundBasket(basket))) {
      assertThat(Json.read(Json.bytes(answer), Answer.class)).isEqualTo(answer);
    }
  }

  @Test
  void what_is_out_of_bounds_is_no_edit() {
    List<String> many = Collections.nCopies(21, "nuts");
    assertThatThrownBy(() -> new DishDetails("c", "n", 1, many, List.of(), true))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new KitchenEdit.SetTerms("r", 1, List.of(), 1))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new KitchenEdit.EditDish("r", "i", null, 1))
        .isInstanceOf(IllegalArgumentException.class);
  }

  private static void assertReadsBack(Operation operation, String json) {
    assertThat(Json.text(operation)).isEqualTo(json);
    assertThat(Json.read(json, Operation.class)).isEqualTo(operation);
  }
}
