package grapevine.client.command;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import grapevine.client.api.Answer;
import grapevine.client.text.KitchenText;
import grapevine.client.text.Screen;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code grapevine terms}: what a restaurant that one owns asks for bringing. */
@Command(
    name = "terms",
    description = "Show or set your restaurant's smallest order and delivery fees.",
    footerHeading = "%nExamples:%n",
    footer = {
      "  grapevine terms RESTAURANT",
      "  grapevine terms RESTAURANT --minimum-pence 1500 --fee 0:299 --fee 3000:0",
      "",
      "A fee is FROM:FEE in pence: baskets of FROM and more pay FEE."
    })
public final class TermsCommand extends SettingCommand {
  private static final Pattern FEE = Pattern.compile("([0-9]{1,9}):([0-9]{1,9})");

  @Option(
      names = "--minimum-pence",
      paramLabel = "PENCE",
      description = "The smallest order that is brought.")
  private Long minimumPence;

  @Option(
      names = "--fee",
      paramLabel = "FROM:FEE",
      description = "What bringing costs from this amount on; repeatable.")
  private List<String> fees;

  @Override
  String part() {
    return "terms";
  }

  @Override
  Optional<JsonNode> body() {
    if (minimumPence == null && fees == null) {
      return Optional.empty();
    }
    if (minimumPence == null || fees == null) {
      throw usage("--minimum-pence and --fee are set together");
    }
    ObjectNode body = JsonNodeFactory.instance.objectNode().put("minimumOrderPence", minimumPence);
    ArrayNode bands = body.putArray("bands");
    for (String text : fees) {
      Matcher fee = FEE.matcher(text);
      if (!fee.matches()) {
        throw usage("--fee is FROM:FEE in pence, such as 0:299");
      }
      bands
          .addObject()
          .put("minimumAmountPence", Long.parseLong(fee.group(1)))
          .put("feePence", Long.parseLong(fee.group(2)));
    }
    return Optional.of(body);
  }

  @Override
  List<String> show(Screen screen, Answer answer) {
    return KitchenText.terms(screen, answer.json());
  }
}
