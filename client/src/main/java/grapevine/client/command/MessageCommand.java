package grapevine.client.command;

import grapevine.client.api.Answer;
import grapevine.client.api.GrapevineApi;
import grapevine.client.text.Screen;
import grapevine.client.text.TalkText;
import java.util.List;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code grapevine message}: on an order, between accounts, and from one to many. */
@Command(
    name = "message",
    mixinStandardHelpOptions = true,
    description = "Send messages, and read those that wait for you.",
    subcommands = {
      MessageCommand.Send.class,
      MessageCommand.ListAll.class,
      MessageCommand.Read.class
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  grapevine message send --order ORDER \"No onions, please\"",
      "  grapevine message list --unread"
    })
public final class MessageCommand implements Runnable {
  @Spec private CommandSpec spec;

  @Override
  public void run() {
    throw new ParameterException(spec.commandLine(), "send, list or read?");
  }

  /** {@code grapevine message send}. */
  @Command(
      name = "send",
      description = "Send a message.",
      footerHeading = "%nExamples:%n",
      footer = {
        "  grapevine message send --order ORDER \"No onions, please\"",
        "  grapevine message send --to Bob \"Lunch?\" --json",
        "  grapevine message send --customers-of RESTAURANT \"Two for one today\"",
        "  grapevine message send --couriers \"Mind the ice\""
      })
  static final class Send extends WriteCommand {
    @ArgGroup(multiplicity = "1")
    private Receiver receiver;

    @Parameters(paramLabel = "TEXT", description = "At most 1000 characters.")
    private String text;

    /** One of these. */
    static final class Receiver {
      @Option(names = "--order", paramLabel = "ORDER", description = "Who has a part in an order.")
      private String order;

      @Option(names = "--to", paramLabel = "NAME", description = "An account.")
      private String account;

      @Option(
          names = "--customers-of",
          paramLabel = "RESTAURANT",
          description = "All who have ordered at a restaurant of yours.")
      private String restaurant;

      @Option(names = "--couriers", description = "All couriers; for operators.")
      private boolean couriers;
    }

    @Override
    Answer write(GrapevineApi api, String key) {
      if (receiver.order != null) {
        return api.talk().sendToOrder(receiver.order, text, key);
      }
      if (receiver.account != null) {
        return api.talk().sendToAccount(receiver.account, text, key);
      }
      return receiver.couriers
          ? api.talk().sendToCouriers(text, key)
          : api.talk().sendToCustomers(receiver.restaurant, text, key);
    }

    @Override
    List<String> show(Screen screen, Answer answer) {
      return TalkText.message(screen, answer.json());
    }
  }

  /** {@code grapevine message list}. */
  @Command(
      name = "list",
      description = "Show your inbox, or a thread, in reading order. * marks unread messages.",
      footerHeading = "%nExamples:%n",
      footer = {
        "  grapevine message list --unread",
        "  grapevine message list --order ORDER",
        "  grapevine message list --with Bob --json"
      })
  static final class ListAll extends ApiCommand {
    @ArgGroup private Asked asked = new Asked();
    @Mixin private PageOptions part;

    /** One of these, or none. */
    static final class Asked {
      @Option(names = "--unread", description = "What you have not marked as read.")
      private boolean unread;

      @Option(names = "--order", paramLabel = "ORDER", description = "On an order.")
      private String order;

      @Option(names = "--with", paramLabel = "NAME", description = "Between you and an account.")
      private String account;
    }

    @Override
    Answer ask(GrapevineApi api) {
      return asked.order != null
          ? api.talk().orderMessages(asked.order, part.page())
          : api.talk().messages(asked.unread, asked.account, part.page());
    }

    @Override
    List<String> show(Screen screen, Answer answer) {
      return TalkText.messages(screen, answer.json());
    }
  }

  /** {@code grapevine message read}. */
  @Command(
      name = "read",
      description = "Mark messages as read.",
      footerHeading = "%nExamples:%n",
      footer = {"  grapevine message read ID", "  grapevine message read ID ID --json"})
  static final class Read extends WriteCommand {
    @Parameters(arity = "1..100", paramLabel = "ID", description = "As the list shows them.")
    private List<String> ids;

    @Override
    Answer write(GrapevineApi api, String key) {
      return api.talk().markRead(ids, key);
    }

    @Override
    List<String> show(Screen screen, Answer answer) {
      return List.of(screen.good("Read: " + answer.json().path("ids").size()));
    }
  }
}
