package grapevine.client.command;

import com.fasterxml.jackson.databind.JsonNode;
import grapevine.client.api.Answer;
import grapevine.client.api.GrapevineApi;
import java.util.Optional;
import java.util.UUID;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** One setting of a restaurant: shown, or set when the command says to what. */
abstract class SettingCommand extends ApiCommand {
  @Parameters(index = "0", paramLabel = "RESTAURANT", description = "Your restaurant's id.")
  private String restaurant;

  @Option(
      names = "--key",
      paramLabel = "KEY",
      description = "Idempotency key; give it again to repeat. Default: random, printed.")
  private String key;

  /** As paths name it. */
  abstract String part();

  /** Empty to look only. */
  abstract Optional<JsonNode> body();

  @Override
  final Answer ask(GrapevineApi api) {
    Optional<JsonNode> body = body();
    if (body.isEmpty()) {
      return api.kitchen().get(restaurant, part());
    }
    String usedKey = key == null ? UUID.randomUUID().toString() : KeyArgument.checked(key, this);
    screen().notice("Idempotency key: " + usedKey);
    return api.kitchen().set(restaurant, part(), body.get(), usedKey);
  }
}
