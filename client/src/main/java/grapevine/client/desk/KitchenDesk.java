package grapevine.client.desk;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import grapevine.client.api.GrapevineApi;
import grapevine.client.api.LiveStream;
import grapevine.client.dialogue.Chosen;
import grapevine.client.dialogue.Prompt;
import grapevine.client.text.KitchenText;
import grapevine.client.text.Printable;
import grapevine.client.text.Screen;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** The orders of a restaurant that one owns, and what else its kitchen has to say. */
public final class KitchenDesk extends Desk {
  private static final String UNLIMITED = "unlimited";
  private static final Duration PAUSE_MAX = Duration.ofDays(31);

  private final String restaurant;
  private final List<JsonNode> dishes = new ArrayList<>();

  public KitchenDesk(GrapevineApi api, Prompt prompt, Screen screen, String restaurant) {
    super(api, prompt, screen);
    this.restaurant = restaurant;
    add(moves().withTime("accept", "accept an order, and say when it is ready", false));
    add(moves().withReason("reject", "reject an order"));
    add(moves().plain("prepare", "say that you have begun with it"));
    add(moves().withTime("delay", "say another time at which it is ready", true));
    add(moves().plain("ready", "say that it can be picked up"));
    add(moves().plain("collect", "say that it was handed over the counter"));
    add(dish("stock", "DISH 10|unlimited", "say how many are left", this::stock));
    add(dish("off", "DISH", "say that a dish is out of stock", dish -> turn(dish, false)));
    add(dish("on", "DISH", "say that it is in stock again", dish -> turn(dish, true)));
    add(new Word("pause", "45m", "take no orders for a while", Word.Takes.NOTHING, this::pause));
    add(new Word("resume", "", "take orders again", Word.Takes.NOTHING, none -> until(null)));
  }

  private static Word dish(String name, String usage, String says, Word.Action action) {
    return new Word(name, usage, says, Word.Takes.DISH, action);
  }

  @Override
  String name() {
    return "kitchen";
  }

  @Override
  String title() {
    return "The kitchen of " + Printable.clean(restaurant);
  }

  @Override
  void open() {
    into("orders").accept(api().inbox(restaurant, "open", GrapevineApi.PAGE_MAX, null).json());
    api().kitchen().dishes(restaurant).json().path("items").forEach(dishes::add);
  }

  @Override
  List<LiveStream> follow() {
    return List.of(api().followInbox(restaurant, into("orders"), this::ended));
  }

  @Override
  List<String> dishes() {
    return dishes.stream().map(dish -> Printable.of(dish, "name")).toList();
  }

  private String dishId(String typed) {
    Chosen chosen = Chosen.of(typed.strip(), dishes());
    if (chosen.index().isPresent()) {
      return dishes.get(chosen.index().getAsInt()).path("id").asText();
    }
    return dishes.stream()
        .map(dish -> dish.path("id").asText())
        .filter(typed.strip()::equals)
        .findFirst()
        .orElseThrow(() -> new Word.Misused(chosen.advice("a dish", dishes.size())));
  }

  private List<String> stock(String arguments) {
    int space = arguments.lastIndexOf(' ');
    String count = arguments.substring(space + 1);
    if (space < 0 || !(count.equals(UNLIMITED) || count.matches("[0-9]{1,6}"))) {
      throw new Word.Misused("How many are left?");
    }
    String id = dishId(arguments.substring(0, space));
    Integer portions = count.equals(UNLIMITED) ? null : Integer.valueOf(count);
    return moves()
        .write(
            key -> api().setStock(restaurant, id, portions, key, null),
            answer -> List.of(KitchenText.stock(screen(), answer.json())));
  }

  private List<String> turn(String dish, boolean inStock) {
    String id = dishId(dish);
    return moves()
        .write(
            key -> api().kitchen().switchDish(restaurant, id, inStock, key),
            answer -> KitchenText.dish(screen(), answer.json()));
  }

  private List<String> pause(String time) {
    return until(Moves.time(time, PAUSE_MAX).toString());
  }

  /**
   * @param instant null for no pause
   */
  private List<String> until(String instant) {
    ObjectNode body = JsonNodeFactory.instance.objectNode().put("until", instant);
    return moves()
        .write(
            key -> api().kitchen().set(restaurant, "pause", body, key),
            answer -> KitchenText.pause(screen(), answer.json()));
  }
}
