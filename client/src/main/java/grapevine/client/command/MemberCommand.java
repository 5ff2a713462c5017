package grapevine.client.command;

import grapevine.client.api.Answer;
import grapevine.client.api.ReplicaAdmin;
import grapevine.client.text.MembersText;
import grapevine.client.text.ProvidersText;
import grapevine.client.text.Screen;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;

/** What an operator does with the members, at one of them. */
@Command(
    mixinStandardHelpOptions = true,
    sortOptions = false,
    exitCodeListHeading = "Exit codes:%n",
    exitCodeList = {
      "0:done",
      "2:wrong arguments",
      "3:there is no member of that name",
      "4:this is not the cluster's key",
      "5:cannot be done as things are; the message says what to do first",
      "6:no answer, no majority, or not finished in time: ask again"
    })
abstract class MemberCommand implements Callable<Integer> {
  @ParentCommand private ClusterCommand cluster;
  @Mixin private ReplicaOptions replica;

  @Mixin private JsonOption json;

  abstract Answer ask(ReplicaAdmin admin, ReplicaOptions options);

  abstract List<String> show(Screen screen, Answer answer);

  @Override
  public final Integer call() {
    Screen screen = cluster.terminal().screen();
    return json.print(screen, () -> ask(replica.admin(), replica), answer -> show(screen, answer));
  }

  /** {@code grapevine cluster members}. */
  @Command(
      name = "members",
      description = "Show the replica managers as they have agreed on them.",
      footerHeading = "%nExample:%n",
      footer =
          "  grapevine cluster members --url http://127.0.0.1:8180 --cluster-key data/cluster.key")
  static final class Members extends MemberCommand {
    @Override
    Answer ask(ReplicaAdmin admin, ReplicaOptions options) {
      return admin.members(options.url());
    }

    @Override
    List<String> show(Screen screen, Answer answer) {
      return MembersText.lines(screen, answer.json());
    }
  }

  /** {@code grapevine cluster providers}. */
  @Command(
      name = "providers",
      description = "Show how it goes with the external APIs, as one replica manager has met them.",
      footerHeading = "%nExample:%n",
      footer = "  grapevine providers --url http://127.0.0.1:8180 --cluster-key data/cluster.key")
  static final class Providers extends MemberCommand {
    @Override
    Answer ask(ReplicaAdmin admin, ReplicaOptions options) {
      return admin.providers(options.url());
    }

    @Override
    List<String> show(Screen screen, Answer answer) {
      return ProvidersText.lines(screen, answer.json());
    }
  }

  /** {@code grapevine cluster retire}. */
  @Command(
      name = "retire",
      description = {
        "Go on for good without a replica manager that is dead, or cannot come back.",
        "A majority must agree. Its records end with what the others have of it; if it comes back, it does so as a"
            + " new member, and brings what only it had."
      },
      footerHeading = "%nExample:%n",
      footer = {
        "  grapevine cluster retire rm3 --url http://127.0.0.1:8180 \\",
        "    --cluster-key data/cluster.key"
      })
  static final class Retire extends MemberCommand {
    @Parameters(paramLabel = "NAME", description = "Who is gone.")
    private String name;

    @Override
    Answer ask(ReplicaAdmin admin, ReplicaOptions options) {
      return admin.retire(options.url(), name);
    }

    @Override
    List<String> show(Screen screen, Answer answer) {
      return List.of(
          "Retired %s, up to its record %d".formatted(name, answer.json().path("cut").asLong()));
    }
  }

  /** {@code grapevine cluster leave}. */
  @Command(
      name = "leave",
      description = {
        "Take a replica manager that runs out of the cluster.",
        "It takes no more calls, waits until the others have everything that it has, and ends with exit code 0."
      },
      footerHeading = "%nExample:%n",
      footer = {
        "  grapevine cluster leave rm3 --url http://127.0.0.1:8180 \\",
        "    --cluster-key data/cluster.key"
      })
  static final class Leave extends MemberCommand {
    @Parameters(paramLabel = "NAME", description = "Who is to go.")
    private String name;

    @Override
    Answer ask(ReplicaAdmin admin, ReplicaOptions options) {
      return admin.leave(options.urlOf(admin, name));
    }

    @Override
    List<String> show(Screen screen, Answer answer) {
      return List.of(name + " has handed everything over and leaves");
    }
  }

  /** {@code grapevine cluster drain}. */
  @Command(
      name = "drain",
      description = "Let a replica manager take no more calls; it stays a member and gossips on.",
      footerHeading = "%nExample:%n",
      footer = {
        "  grapevine cluster drain rm3 --url http://127.0.0.1:8180 \\",
        "    --cluster-key data/cluster.key"
      })
  static final class Drain extends MemberCommand {
    @Parameters(paramLabel = "NAME", description = "Who is to pause.")
    private String name;

    @Override
    Answer ask(ReplicaAdmin admin, ReplicaOptions options) {
      return admin.status(options.urlOf(admin, name), "OFFLINE");
    }

    @Override
    List<String> show(Screen screen, Answer answer) {
      return List.of(name + " takes no more calls; grapevine cluster resume ends that");
    }
  }

  /** {@code grapevine cluster resume}. */
  @Command(
      name = "resume",
      description = "Let a drained replica manager take calls again.",
      footerHeading = "%nExample:%n",
      footer = {
        "  grapevine cluster resume rm3 --url http://127.0.0.1:8180 \\",
        "    --cluster-key data/cluster.key"
      })
  static final class Resume extends MemberCommand {
    @Parameters(paramLabel = "NAME", description = "Who is to go on.")
    private String name;

    @Override
    Answer ask(ReplicaAdmin admin, ReplicaOptions options) {
      return admin.status(options.urlOf(admin, name), "AUTO");
    }

    @Override
    List<String> show(Screen screen, Answer answer) {
      return List.of(name + " takes calls again");
    }
  }
}
