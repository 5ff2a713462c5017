package grapevine.client.demo;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import grapevine.client.api.Answer;
import grapevine.client.api.OrderRequest;
import grapevine.client.api.RequestFailed;
import grapevine.client.api.RestaurantSearch;
import grapevine.client.api.TalkApi.Page;
import grapevine.client.text.Screen;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import java.util.stream.StreamSupport;

/**
 * An evening of a customer, a kitchen and two couriers at two front ends, while a replica manager
 * is killed and comes back. What Grapevine promises is checked as it is told.
 */
public final class Evening {
  private static final String POSTCODE = "DH1 3LE";

  /** The one cuisine that never closes: the story can be told at any hour. */
  private static final String OPEN_24_HOURS = "burger";

  private static final String VICTIM = "rm2";
  private static final String PASSWORD = "correct horse battery";
  private static final String ANNS_DEVICE = "ann";
  private static final int POSTS = 10;
  private static final Page ALL = new Page(100, null);
  private static final long PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(60);
  private static final long POLL_MILLIS = 50;

  private final Stage stage;
  private final Narrator narrator;
  private final Person ann;
  private final Person bella;
  private final Person rita;
  private final Person tom;

  private JsonNode restaurant;
  private String orderId;

  /**
   * @param pace how long each line may be read
   */
  public Evening(Stage stage, Screen screen, Duration pace) {
    this.stage = stage;
    this.narrator = new Narrator(screen, pace);
    ann = person("Ann", 1, ANNS_DEVICE);
    bella = person("Bella", 2, "bella");
    rita = person("Rita", 1, "rita");
    tom = person("Tom", 2, "tom");
  }

  private Person person(String name, int frontEnd, String device) {
    return Person.on(
        stage, name, frontEnd, device, notice -> narrator.says(name, "(her device) " + notice));
  }

  /** Ends with {@link StoryBroken} or {@link RequestFailed} when something is not as promised. */
  public void tell() {
    beforeTheEvening();
    annOrders();
    try (OrderScreen screen = new OrderScreen(ann, orderId, narrator)) {
      screen.await("PLACED");
      theKitchenAnswers(screen);
      aReplicaManagerDies(screen);
      twoCouriers(screen);
    }
    whatSheThinksOfIt();
    itComesBack();
    whoWasNotThere();
    theEnd();
  }

  private void beforeTheEvening() {
    narrator.act("Before the evening");
    Duration took = awaitConverged();
    narrator.tells(
        "cluster",
        ann.api().cluster().json().path("replicaManagers").size()
            + " replica managers and "
            + stage.frontEnds().size()
            + " front ends are there; all have the same state ("
            + took.toMillis()
            + " ms).");
    RestaurantSearch search =
        new RestaurantSearch(POSTCODE, OPEN_24_HOURS, null, true, null, 1, null);
    restaurant = ann.api().restaurants(search).json().at("/items/0");
    StoryBroken.unless(restaurant.hasNonNull("id"), "No restaurant is open near " + POSTCODE);
    signUp(bella, "RESTAURANT", stage.credential());
    bella.api().accounts().own(id(), bella.name(), Person.key(), stage.credential());
    narrator.tells("Bella", "has an account now, and runs " + restaurantName() + ".");
    signUp(rita, "COURIER", null);
    signUp(tom, "COURIER", null);
    narrator.tells("Rita, Tom", "sign up as couriers, each at another front end.");
  }

  private void signUp(Person person, String role, String credential) {
    person.api().accounts().create(person.name(), PASSWORD, role, Person.key(), credential);
    person.api().accounts().logIn(person.name(), PASSWORD);
  }

  private void annOrders() {
    narrator.act("Ann is hungry");
    JsonNode dish = plainDish(ann.api().menu(id()).json());
    long price = dish.path("pricePence").asLong();
    int quantity = (int) (restaurant.path("minimumOrderPence").asLong() / price) + 1;
    OrderRequest basket = basket(dish.path("id").asText(), quantity);
    JsonNode quote = ann.api().quote(basket).json();
    StoryBroken.unless(quote.path("orderable").asBoolean(), "Not orderable: " + quote);
    narrator.tells(
        "Ann",
        "is a guest at front end 1. %d x %s, delivered to %s: %s."
            .formatted(
                quantity,
                dish.path("name").asText(),
                POSTCODE,
                narrator.screen().money(quote.path("totalPence").asLong())));
    ann.api().orders(1, null); // she is somebody from now on
    orderId = postedAtOnce(basket);
    ann.api().accounts().create(ann.name(), PASSWORD, null, Person.key(), null);
    ann.api().accounts().logIn(ann.name(), PASSWORD);
    StoryBroken.unless(own(ann).equals(List.of(orderId)), "Her order is not hers");
    narrator.tells("Ann", "signs up; the order that she placed as a guest is hers.");
  }

  /** The id of the one order that many posts with one key made. */
  private String postedAtOnce(OrderRequest basket) {
    String key = Person.key();
    List<Callable<Answer>> posts = new ArrayList<>();
    for (int i = 0; i < POSTS; i++) {
      // The same session: she is one guest, however many tabs she has.
      Person tab = person(ann.name(), 1 + i % 2, ANNS_DEVICE);
      posts.add(() -> tab.api().place(basket, key));
    }
    long start = System.nanoTime();
    List<Answer> answers = AtOnce.all(posts);
    Set<String> ids = new HashSet<>();
    answers.forEach(answer -> ids.add(answer.json().path("id").asText()));
    StoryBroken.unless(ids.size() == 1, POSTS + " posts made the orders " + ids);
    String id = ids.iterator().next();
    JsonNode placed = answers.get(0).json();
    StoryBroken.unless(own(ann).equals(List.of(id)), "Her list is not her one order");
    narrator.tells(
        "Ann",
        "is impatient: her device sends the order %d times at once, to both front ends, with one key. One order (%d ms), on %d disks before she was told."
            .formatted(POSTS, millisSince(start), placed.path("durability").asInt()));
    return id;
  }

  private void theKitchenAnswers(OrderScreen screen) {
    narrator.act("In the kitchen");
    List<String> inbox = texts(bella.api().inbox(id(), "open", null, null).json(), "id");
    StoryBroken.unless(inbox.equals(List.of(orderId)), "The inbox has " + inbox);
    narrator.tells("Bella", "finds the order in her inbox at front end 2.");
    ann.api().talk().sendToOrder(orderId, "No onions, please", Person.key());
    narrator.tells("Ann", "writes: No onions, please");
    List<String> read = awaitTexts(() -> bella.api().talk().orderMessages(orderId, ALL).json(), 1);
    StoryBroken.unless(read.equals(List.of("No onions, please")), "Bella reads " + read);
    bella.api().talk().sendToOrder(orderId, "None it is", Person.key());
    List<String> both = awaitTexts(() -> ann.api().talk().orderMessages(orderId, ALL).json(), 2);
    StoryBroken.unless(
        both.equals(List.of("No onions, please", "None it is")), "Ann reads " + both);
    narrator.tells("Bella", "answers: None it is. Nobody anywhere sees that before the question.");
    Instant readyAt = Instant.now().plus(25, ChronoUnit.MINUTES).truncatedTo(ChronoUnit.MINUTES);
    ObjectNode body = JsonNodeFactory.instance.objectNode().put("readyAt", readyAt.toString());
    bella.api().move(orderId, "accept", body, Person.key());
    narrator.tells("Bella", "accepts.");
    screen.await("ACCEPTED");
    move(bella, "prepare");
    narrator.tells("Bella", "begins to cook.");
    screen.await("PREPARING");
  }

  private void aReplicaManagerDies(OrderScreen screen) {
    narrator.act("One of three is killed");
    stage.kill(VICTIM);
    narrator.tells(VICTIM, "is killed without a warning (kill -9).");
    long start = System.nanoTime();
    JsonNode seen = ann.api().order(orderId).json();
    StoryBroken.unless(
        seen.path("status").asText().equals("PREPARING"), "Ann sees " + seen.path("status"));
    narrator.tells("Ann", "looks again: still there, after " + millisSince(start) + " ms.");
    start = System.nanoTime();
    move(bella, "ready");
    narrator.tells(
        "Bella", "is ready; that is on two disks again after " + millisSince(start) + " ms.");
    screen.await("READY");
  }

  private void twoCouriers(OrderScreen screen) {
    narrator.act("Two couriers, one delivery");
    List<Person> couriers = List.of(rita, tom);
    List<Callable<Boolean>> claims = new ArrayList<>();
    couriers.forEach(courier -> claims.add(() -> isClaimedBy(courier)));
    List<Boolean> won = AtOnce.all(claims);
    StoryBroken.unless(!won.get(0).equals(won.get(1)), "The claims were answered " + won);
    Person winner = couriers.get(won.indexOf(true));
    Person loser = couriers.get(won.indexOf(false));
    narrator.tells(
        winner.name(),
        "and %s claim it at the same moment, at two front ends, with %s dead: %s has it, and %s was told so."
            .formatted(loser.name(), VICTIM, winner.name(), loser.name()));
    move(winner, "pick-up");
    narrator.tells(winner.name(), "picks it up.");
    screen.await("OUT_FOR_DELIVERY");
    move(winner, "deliver");
    narrator.tells(winner.name(), "rings at 1 North Road.");
    screen.await("COMPLETED");
    List<String> shown =
        List.of("PLACED", "ACCEPTED", "PREPARING", "READY", "OUT_FOR_DELIVERY", "COMPLETED");
    StoryBroken.unless(screen.statuses().equals(shown), "The screen showed " + screen.statuses());
  }

  private boolean isClaimedBy(Person courier) {
    try {
      courier.api().claim(orderId, Person.key());
      return true;
    } catch (RequestFailed e) {
      if (!e.problem().code().equals("CLAIM_LOST")) {
        throw e;
      }
      return false;
    }
  }

  private void whatSheThinksOfIt() {
    narrator.act("What she thinks of it");
    ann.api().talk().review(orderId, 5, "Warm, and no onions", Person.key());
    JsonNode reviews = ann.api().talk().reviews(id(), ALL).json();
    StoryBroken.unless(reviews.path("reviewCount").asInt() == 1, "Reviews: " + reviews);
    narrator.tells("Ann", "gives five stars; " + restaurantName() + " has its first review.");
  }

  private void itComesBack() {
    narrator.act("It comes back");
    stage.bringBack(VICTIM);
    Duration took = awaitConverged();
    narrator.tells(
        VICTIM,
        "is started on its disk, hears what it missed, and %d ms later has what the others have: the digests of all states are equal."
            .formatted(took.toMillis()));
  }

  private void whoWasNotThere() {
    narrator.act("Who was not there");
    ann.api().accounts().logOut();
    narrator.tells("Ann", "logs out.");
    bella.api().talk().sendToAccount(ann.name(), "You forgot your voucher", Person.key());
    bella.api().talk().postNotice("Closed on Monday", Person.key());
    narrator.tells("Bella", "writes to her all the same, and a line on the notice board.");
    Person phone = person(ann.name(), 2, "ann-phone");
    phone.api().accounts().logIn(ann.name(), PASSWORD);
    List<String> unread = awaitTexts(() -> phone.api().talk().messages(true, null, ALL).json(), 1);
    StoryBroken.unless(
        unread.contains("You forgot your voucher"), "The message did not wait: " + unread);
    narrator.tells("Ann", "logs in on her phone, at the other front end: the message has waited.");
    List<String> board = awaitTexts(() -> phone.api().talk().notices(ALL).json(), 1);
    StoryBroken.unless(board.contains("Closed on Monday"), "The board has " + board);
    narrator.tells("Ann", "reads the notice board: Closed on Monday");
  }

  private void theEnd() {
    narrator.act("The end");
    JsonNode order = ann.api().order(orderId).json();
    StoryBroken.unless(order.path("status").asText().equals("COMPLETED"), "Ann sees " + order);
    StoryBroken.unless(own(ann).equals(List.of(orderId)), "Her list is not her one order");
    narrator.tells("cluster", "One order, one courier, nothing lost, nothing twice.");
  }

  private void move(Person person, String word) {
    person.api().move(orderId, word, JsonNodeFactory.instance.objectNode(), Person.key());
  }

  private String id() {
    return restaurant.path("id").asText();
  }

  private String restaurantName() {
    return restaurant.path("name").asText();
  }

  private OrderRequest basket(String dishId, int quantity) {
    return new OrderRequest(
        id(),
        false,
        POSTCODE,
        List.of(new OrderRequest.Line(dishId, quantity, List.of())),
        null,
        new OrderRequest.DeliverTo("Ann", "1 North Road", null, "0191 496 0000"),
        null,
        null,
        null);
  }

  private static JsonNode plainDish(JsonNode menu) {
    return StreamSupport.stream(menu.path("categories").spliterator(), false)
        .flatMap(category -> StreamSupport.stream(category.path("items").spliterator(), false))
        .filter(dish -> dish.path("inStock").asBoolean() && dish.path("options").isEmpty())
        .findFirst()
        .orElseThrow(() -> new StoryBroken("Every dish has options"));
  }

  private static List<String> own(Person person) {
    return texts(person.api().orders(null, null).json(), "id");
  }

  private static List<String> texts(JsonNode page, String field) {
    List<String> texts = new ArrayList<>();
    page.path("items").forEach(item -> texts.add(item.path(field).asText()));
    return texts;
  }

  /** What others wrote is there when gossip has brought it. */
  private static List<String> awaitTexts(Supplier<JsonNode> page, int count) {
    await(() -> page.get().path("items").size() >= count, "A message never came");
    return texts(page.get(), "text");
  }

  private Duration awaitConverged() {
    long start = System.nanoTime();
    await(this::isConverged, "The replica managers never agreed");
    return Duration.ofMillis(millisSince(start));
  }

  private boolean isConverged() {
    JsonNode cluster = ann.api().cluster().json();
    Set<String> digests = new HashSet<>();
    boolean areAllThere = true;
    for (JsonNode replica : cluster.path("replicaManagers")) {
      digests.add(replica.path("stateDigest").asText());
      areAllThere &= replica.path("status").asText().equals("ACTIVE");
    }
    return areAllThere && cluster.path("converged").asBoolean() && digests.size() == 1;
  }

  private static void await(BooleanSupplier holds, String otherwise) {
    long deadline = System.nanoTime() + PATIENCE_NANOS;
    try {
      while (!holds.getAsBoolean()) {
        StoryBroken.unless(System.nanoTime() < deadline, otherwise);
        TimeUnit.MILLISECONDS.sleep(POLL_MILLIS);
      }
    } catch (InterruptedException e) {
      throw StoryBroken.interrupted();
    }
  }

  private static long millisSince(long startNanos) {
    return TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - startNanos);
  }
}
