package grapevine.client.command;

import grapevine.client.api.Answer;
import grapevine.client.api.GrapevineApi;
import grapevine.client.text.AccountText;
import grapevine.client.text.Printable;
import grapevine.client.text.Screen;
import java.util.List;
import java.util.Locale;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code grapevine account}: signing up, and what operators do with accounts. */
@Command(
    name = "account",
    mixinStandardHelpOptions = true,
    description = "Create, list or delete accounts, or say whose a restaurant is.",
    subcommands = {
      AccountCommand.Create.class,
      AccountCommand.ListAll.class,
      AccountCommand.Delete.class,
      AccountCommand.Own.class
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  grapevine account create ann",
      "  grapevine account create boss --role operator --cluster-key data/cluster.key",
      "  grapevine login ann"
    })
public final class AccountCommand implements Runnable {
  @Spec private CommandSpec spec;

  @Override
  public void run() {
    throw new ParameterException(
        spec.commandLine(),
        "create, list, delete or own? For example: grapevine account create ann");
  }

  /** {@code grapevine account create}. */
  @Command(
      name = "create",
      description = "Create an account; your orders so far become its own.",
      footerHeading = "%nExamples:%n",
      footer = {
        "  grapevine account create \"Ada King\"",
        "  grapevine account create bob --role courier --password-file bob.txt",
        "  grapevine account create vine --role restaurant --cluster-key data/cluster.key",
        "",
        "A name is taken whatever its case, for good. It needs a majority of the",
        "replica managers. Roles restaurant and operator are given by operators."
      })
  static final class Create extends WriteCommand {
    @Parameters(index = "0", paramLabel = "NAME", description = "2 to 60 letters and digits.")
    private String name;

    @Option(
        names = "--role",
        paramLabel = "ROLE",
        description = "customer, courier, restaurant or operator (default: customer).")
    private String role;

    @Mixin private PasswordOptions password;
    @Mixin private OperatorOptions operator;

    @Override
    void check() {
      if (role != null && !role.matches("customer|courier|restaurant|operator")) {
        throw usage("--role must be customer, courier, restaurant or operator");
      }
    }

    @Override
    Answer write(GrapevineApi api, String key) {
      String credential = operator.credential(this);
      return api.accounts()
          .create(
              name,
              password.read(this, true),
              role == null ? null : role.toUpperCase(Locale.ROOT),
              key,
              credential);
    }

    @Override
    List<String> show(Screen screen, Answer answer) {
      String created = Printable.of(answer.json(), "name");
      return List.of(
          screen.good("Created: " + created), "Log in with: grapevine login \"" + created + "\"");
    }
  }

  /** {@code grapevine account list}. */
  @Command(
      name = "list",
      description = "List accounts; for operators.",
      footerHeading = "%nExamples:%n",
      footer = {
        "  grapevine account list",
        "  grapevine account list 'a*' --cluster-key data/cluster.key --json"
      })
  static final class ListAll extends ApiCommand {
    @Parameters(
        index = "0",
        arity = "0..1",
        paramLabel = "PATTERN",
        description = "A name; * stands for any characters, ? for one.")
    private String pattern;

    @Mixin private PageOptions page;

    @Mixin private OperatorOptions operator;

    @Override
    Answer ask(GrapevineApi api) {
      return api.accounts()
          .list(pattern, page.page().limit(), page.page().cursor(), operator.credential(this));
    }

    @Override
    List<String> show(Screen screen, Answer answer) {
      return AccountText.list(screen, answer.json());
    }
  }

  /** {@code grapevine account delete}. */
  @Command(
      name = "delete",
      description = "Delete an account: your own, or any as an operator.",
      footerHeading = "%nExample:%n",
      footer = {"  grapevine account delete ann", "", "Its name stays taken."})
  static final class Delete extends WriteCommand {
    @Parameters(index = "0", paramLabel = "NAME", description = "The account's name.")
    private String name;

    @Mixin private OperatorOptions operator;

    @Override
    Answer write(GrapevineApi api, String key) {
      return api.accounts().delete(name, key, operator.credential(this));
    }

    @Override
    List<String> show(Screen screen, Answer answer) {
      return List.of(screen.good("Deleted: " + Printable.of(answer.json(), "name")));
    }
  }

  /** {@code grapevine account own}. */
  @Command(
      name = "own",
      description = "Say whose a restaurant is; for operators.",
      footerHeading = "%nExamples:%n",
      footer = {
        "  grapevine account own RESTAURANT vine",
        "  grapevine account own RESTAURANT --nobody"
      })
  static final class Own extends WriteCommand {
    @Mixin private RestaurantArgument restaurant;

    @Parameters(
        index = "1",
        arity = "0..1",
        paramLabel = "NAME",
        description = "An account of the role restaurant.")
    private String name;

    @Option(names = "--nobody", description = "It belongs to no account any more.")
    private boolean nobody;

    @Mixin private OperatorOptions operator;

    @Override
    void check() {
      if ((name == null) != nobody) {
        throw usage("give NAME, or --nobody");
      }
    }

    @Override
    Answer write(GrapevineApi api, String key) {
      return api.accounts().own(restaurant.id(), name, key, operator.credential(this));
    }

    @Override
    List<String> show(Screen screen, Answer answer) {
      return List.of(
          screen.good(
              name == null
                  ? "Nobody's from now on."
                  : "Owner: " + Printable.of(answer.json().path("owner"), "name")));
    }
  }
}
