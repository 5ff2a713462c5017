package grapevine.database;

import static grapevine.database.Samples.CUSTOMER;
import static grapevine.database.Samples.ME;
import static grapevine.database.Samples.answer;
import static grapevine.database.Samples.orderId;
import static grapevine.database.Samples.record;
import static org.assertj.core.api.Assertions.assertThat;

import grapevine.common.Hash128;
import grapevine.common.Json;
import grapevine.common.ordering.Answer;
import grapevine.common.ordering.Basket;
import grapevine.common.ordering.BasketLine;
import grapevine.common.ordering.DishDetails;
import grapevine.common.ordering.KitchenEdit;
import grapevine.common.ordering.Operation;
import grapevine.common.ordering.Postcode;
import grapevine.common.ordering.Query;
import grapevine.common.ordering.QuoteRequest;
import grapevine.common.ordering.QuotedLine;
import grapevine.common.ordering.RestaurantSummary;
import grapevine.common.ordering.Service;
import grapevine.protocol.Payload;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a customer likes, and what he had, as every replica tells it. */
class FavouritesTest {
  private static final String INDIAN = "dh1-3le-indian";
  private static final String THAI = "dh1-3le-thai";

  @TempDir Path directory;
  private ReplicaDatabase database;
  private QueryReader reader;

  @BeforeEach
  void open() {
    database = Samples.open(directory);
    reader = database.newReader();
  }

  @AfterEach
  void close() {
    reader.close();
    database.close();
  }

  @Test
  void favourites_are_listed_newest_first_and_the_newest_word_counts_whenever_it_came() {
    make("3", 3, new Operation.SetFavourite(CUSTOMER, INDIAN, true, 1));
    make("5", 5, new Operation.SetFavourite(CUSTOMER, THAI, true, 1));
    make("4", 4, new Operation.SetFavourite("c-other", THAI, false, 1));
    make("2", 2, new Operation.SetFavourite(CUSTOMER, INDIAN, false, 1));
    make("6", 6, new Operation.SetFavourite(CUSTOMER, "closed-for-ever", true, 1));
    assertThat(favourites()).containsExactly(THAI, INDIAN);
    make("7", 7, new Operation.SetFavourite(CUSTOMER, THAI, false, 1));
    assertThat(favourites()).containsExactly(INDIAN);
    make("8", 8, new Operation.SetFavourite(CUSTOMER, THAI, true, 1));
    assertThat(favourites()).containsExactly(THAI, INDIAN);
  }

  @Test
  void an_order_is_a_basket_of_todays_menu_and_what_is_gone_is_named() {
    place(
        new QuotedLine("chicken-tikka-masala", "Chicken tikka masala", 2, 1, 2, choices()),
        new QuotedLine("pilau-rice", "Pilau rice", 1, 1, 1, List.of()),
        new QuotedLine("eaten-up", "Eaten up", 1, 1, 1, List.of("Hot")),
        new QuotedLine("garlic-naan", "Garlic naan", 3, 1, 1, List.of("Extra garlic")));
    Basket basket = basket();
    BasketLine masala = basket.request().lines().get(0);
    assertThat(masala.quantity()).isEqualTo(2);
    assertThat(masala.choices()).hasSize(choices().size());
    assertThat(basket.request())
        .isEqualTo(
            new QuoteRequest(
                INDIAN,
                Service.DELIVERY,
                "DH1 3LE",
                List.of(
                    masala,
                    new BasketLine("pilau-rice", 1, List.of()),
                    new BasketLine("garlic-naan", 3, List.of())),
                null,
                0));
    assertThat(basket.missing())
        .containsExactly(
            new Basket.Missing("eaten-up", "Eaten up", null),
            new Basket.Missing("garlic-naan", "Garlic naan", "Extra garlic"));
    DishDetails off = new DishDetails("Sides", "Pilau rice", 1, List.of(), List.of(), false);
    make("e", 9, new KitchenEdit.EditDish(INDIAN, "pilau-rice", off, 1));
    assertThat(basket().missing()).contains(new Basket.Missing("pilau-rice", "Pilau rice", null));
    assertThat(answer(reader, new Query.GetBasket(orderId("o"), "c-other")))
        .isInstanceOf(Answer.NotFound.class);
  }

  /** As a quote names them: those that must be chosen. */
  private List<String> choices() {
    Answer answer = answer(reader, new Query.GetMenu(INDIAN, 0));
    return ((Answer.FoundMenu) answer)
        .menu().categories().stream()
            .flatMap(category -> category.items().stream())
            .filter(item -> item.id().equals("chicken-tikka-masala"))
            .flatMap(item -> item.options().stream())
            .filter(option -> option.min() > 0)
            .map(option -> option.choices().get(0).name())
            .toList();
  }

  private void place(QuotedLine... lines) {
    Operation.PlaceOrder order =
        new Operation.PlaceOrder(
            orderId("o"),
            CUSTOMER,
            new Hash128(1, 2),
            1,
            INDIAN,
            "Indian",
            Service.DELIVERY,
            new Postcode("DH1 3LE"),
            List.of(lines),
            4,
            0,
            0,
            0,
            0,
            4,
            null,
            null,
            null);
    make("o", 1, order);
  }

  private void make(String key, long lamport, Operation operation) {
    Payload payload = Payload.of(Json.bytes(operation));
    Samples.execute(database, record(ME, lamport, key, lamport, payload));
    database.commit();
  }

  private List<String> favourites() {
    Answer answer = answer(reader, new Query.ListFavourites(CUSTOMER, 0));
    return ((Answer.FoundRestaurants) answer)
        .page().items().stream().map(RestaurantSummary::id).toList();
  }

  private Basket basket() {
    Answer answer = answer(reader, new Query.GetBasket(orderId("o"), CUSTOMER));
    return ((Answer.FoundBasket) answer).basket();
  }
}
