package grapevine.client.command;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import grapevine.client.api.Answer;
import grapevine.client.api.GrapevineApi;
import grapevine.client.text.OrderText;
import grapevine.client.text.Screen;
import grapevine.client.text.TimeAhead;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** What kitchens and couriers do to an order: one command each, told by its name. */
public final class MoveCommands {
  private MoveCommands() {}

  /** Of one order, which is shown as it stands afterwards. */
  abstract static class Move extends WriteCommand {
    @Mixin private OrderArgument order;

    /** Adds what is said with the command. */
    void fill(ObjectNode body) {}

    @Override
    final Answer write(GrapevineApi api, String key) {
      ObjectNode body = JsonNodeFactory.instance.objectNode();
      fill(body);
      return api.move(order.id(), word(), body, key);
    }

    @Override
    final List<String> show(Screen screen, Answer answer) {
      return OrderText.lines(screen, answer.json());
    }
  }

  abstract static class MoveWithReason extends Move {
    @Option(
        names = "--reason",
        paramLabel = "TEXT",
        required = true,
        description = "Why; the customer reads it.")
    private String reason;

    @Override
    final void fill(ObjectNode body) {
      body.put("reason", reason);
    }
  }

  abstract static class MoveWithTime extends Move {
    private static final Duration LONGEST = Duration.ofDays(1);

    abstract String readyIn();

    @Override
    final void fill(ObjectNode body) {
      if (readyIn() != null) {
        body.put("readyAt", readyAt().toString());
      }
    }

    @Override
    final void check() {
      if (readyIn() != null) {
        readyAt();
      }
    }

    private Instant readyAt() {
      return TimeAhead.instant(readyIn(), LONGEST, Instant.now())
          .orElseThrow(() -> usage("--ready-in is a time like 25m or 1h10m"));
    }
  }

  @Command(
      name = "accept",
      description = "Accept an order of your restaurant.",
      footerHeading = "%nExamples:%n",
      footer = {"  grapevine accept ORDER", "  grapevine accept ORDER --ready-in 25m"})
  public static final class Accept extends MoveWithTime {
    @Option(names = "--ready-in", paramLabel = "TIME", description = "When it will be ready: 25m.")
    private String readyIn;

    @Override
    String readyIn() {
      return readyIn;
    }
  }

  @Command(
      name = "delay",
      description = "Say that an order will be ready at another time.",
      footerHeading = "%nExamples:%n",
      footer = {"  grapevine delay ORDER --ready-in 15m", "  grapevine delay ORDER --ready-in 1h"})
  public static final class Delay extends MoveWithTime {
    @Option(
        names = "--ready-in",
        paramLabel = "TIME",
        required = true,
        description = "When it will be ready from now: 15m.")
    private String readyIn;

    @Override
    String readyIn() {
      return readyIn;
    }
  }

  @Command(
      name = "reject",
      description = "Reject an order of your restaurant.",
      footerHeading = "%nExamples:%n",
      footer = "  grapevine reject ORDER --reason \"the oven broke\"")
  public static final class Reject extends MoveWithReason {}

  @Command(
      name = "fail",
      description = "Give up a delivery that cannot be handed over.",
      footerHeading = "%nExamples:%n",
      footer = "  grapevine fail ORDER --reason \"nobody at the door\"")
  public static final class Fail extends MoveWithReason {}

  @Command(
      name = "prepare",
      description = "Say that the kitchen has begun with an order.",
      footerHeading = "%nExamples:%n",
      footer = "  grapevine prepare ORDER")
  public static final class Prepare extends Move {}

  @Command(
      name = "ready",
      description = "Say that an order can be picked up.",
      footerHeading = "%nExamples:%n",
      footer = "  grapevine ready ORDER")
  public static final class Ready extends Move {}

  @Command(
      name = "collect",
      description = "Say that an order was handed over the counter.",
      footerHeading = "%nExamples:%n",
      footer = "  grapevine collect ORDER")
  public static final class Collect extends Move {}

  @Command(
      name = "pick-up",
      description = "Take a claimed delivery on its way.",
      footerHeading = "%nExamples:%n",
      footer = "  grapevine pick-up ORDER")
  public static final class PickUp extends Move {}

  @Command(
      name = "deliver",
      description = "Say that a delivery was handed over.",
      footerHeading = "%nExamples:%n",
      footer = "  grapevine deliver ORDER")
  public static final class Deliver extends Move {}
}
