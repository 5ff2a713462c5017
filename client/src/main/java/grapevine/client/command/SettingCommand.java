package grapevine.client.command;

import com.fasterxml.jackson.databind.JsonNode;
import grapevine.client.api.Answer;
import grapevine.client.api.GrapevineApi;
import java.util.Optional;
import picocli.CommandLine.Mixin;

/** One setting of a restaurant: shown, or set when the command says to what. */
abstract class SettingCommand extends ApiCommand {
  @Mixin private RestaurantArgument restaurant;

  @Mixin private KeyOption key;

  /** As paths name it. */
  abstract String part();

  /** Empty to look only. */
  abstract Optional<JsonNode> body();

  @Override
  final Answer ask(GrapevineApi api) {
    Optional<JsonNode> body = body();
    if (body.isEmpty()) {
      return api.kitchen().get(restaurant.id(), part());
    }
    String usedKey = key.say(this);
    return api.kitchen().set(restaurant.id(), part(), body.get(), usedKey);
  }
}
