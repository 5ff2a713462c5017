package grapevine.client.command;

import grapevine.client.api.Answer;
import grapevine.client.api.GrapevineApi;
import grapevine.client.text.Screen;
import grapevine.client.text.TalkText;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code grapevine notice}: the board on which everybody posts and reads lines. */
@Command(
    name = "notice",
    mixinStandardHelpOptions = true,
    description = "Post to the notice board, or read it.",
    subcommands = {NoticeCommand.Post.class, NoticeCommand.ListAll.class},
    footerHeading = "%nExamples:%n",
    footer = {"  grapevine notice post \"Closed on Monday\"", "  grapevine notice list"})
public final class NoticeCommand implements Runnable {
  @Spec private CommandSpec spec;

  @Override
  public void run() {
    throw new ParameterException(spec.commandLine(), "post or list?");
  }

  /** {@code grapevine notice post}. */
  @Command(
      name = "post",
      description = "Post a line for everybody.",
      footerHeading = "%nExamples:%n",
      footer = {
        "  grapevine notice post \"Closed on Monday\"",
        "  grapevine notice post \"Closed on Monday\" --key KEY --json"
      })
  static final class Post extends WriteCommand {
    @Parameters(paramLabel = "TEXT", description = "At most 1000 characters.")
    private String text;

    @Override
    Answer write(GrapevineApi api, String key) {
      return api.talk().postNotice(text, key);
    }

    @Override
    List<String> show(Screen screen, Answer answer) {
      return TalkText.notice(screen, answer.json());
    }
  }

  /** {@code grapevine notice list}. */
  @Command(
      name = "list",
      description = "Show the newest lines in reading order.",
      footerHeading = "%nExamples:%n",
      footer = {"  grapevine notice list", "  grapevine notice list --limit 5 --json"})
  static final class ListAll extends ApiCommand {
    @Mixin private PageOptions part;

    @Override
    Answer ask(GrapevineApi api) {
      return api.talk().notices(part.page());
    }

    @Override
    List<String> show(Screen screen, Answer answer) {
      return TalkText.notices(screen, answer.json());
    }
  }
}
