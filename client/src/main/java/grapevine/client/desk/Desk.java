package grapevine.client.desk;

import com.fasterxml.jackson.databind.JsonNode;
import grapevine.client.api.ExitCode;
import grapevine.client.api.GrapevineApi;
import grapevine.client.api.LiveStream;
import grapevine.client.api.RequestFailed;
import grapevine.client.dialogue.Interrupted;
import grapevine.client.dialogue.Prompt;
import grapevine.client.dialogue.Question;
import grapevine.client.dialogue.Reply;
import grapevine.client.text.ProblemText;
import grapevine.client.text.Screen;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;

/**
 * A place at which orders come in by themselves and are moved by words. A failed word never ends
 * it; the user does.
 */
public abstract class Desk {
  private final GrapevineApi api;
  private final Prompt prompt;
  private final Screen screen;
  private final Board board = new Board();
  private final Moves moves;
  private final List<Word> words = new ArrayList<>();
  private final AtomicBoolean isOver = new AtomicBoolean();

  Desk(GrapevineApi api, Prompt prompt, Screen screen) {
    this.api = api;
    this.prompt = prompt;
    this.screen = screen;
    this.moves = new Moves(api, board, screen);
    words.add(
        new Word(
            "list", "", "show the orders again", Word.Takes.NOTHING, a -> board.lines(screen)));
    words.add(new Word("show", "N", "show an order in full", Word.Takes.ORDER, moves::show));
  }

  /** Shown first. */
  abstract String title();

  /** Fails where the user may not look; its pages are the first on the board. */
  abstract void open();

  /** The streams that fill the board from now on. */
  abstract List<LiveStream> follow();

  /** Names of what words take besides orders. */
  List<String> dishes() {
    return List.of();
  }

  final GrapevineApi api() {
    return api;
  }

  final Screen screen() {
    return screen;
  }

  final Moves moves() {
    return moves;
  }

  final void add(Word word) {
    words.add(word);
  }

  /** Takes a list of orders, and says what is new of it. */
  final Consumer<JsonNode> into(String list) {
    return page -> board.update(screen, list, page).forEach(this::tell);
  }

  /** Said once and at once: nobody types at a desk that seems to be quiet. */
  final void ended() {
    if (isOver.compareAndSet(false, true)) {
      tell("The front end tells no more news: are you still logged in? Enter ends; start again.");
    }
  }

  private void tell(String news) {
    screen.wrap(news).forEach(prompt::tell);
  }

  public final ExitCode run() {
    words.add(new Word("again", "", "repeat what had no answer", Word.Takes.NOTHING, moves::again));
    open();
    screen.line(screen.bold(title()));
    screen.paragraph("Orders appear as they come. ? lists the words, q quits, Tab completes.");
    board.lines(screen).forEach(screen::line);
    List<LiveStream> streams = follow();
    try {
      return talk();
    } catch (Interrupted e) {
      return end(ExitCode.INTERRUPTED);
    } finally {
      streams.forEach(LiveStream::close);
    }
  }

  private ExitCode talk() {
    Question question = new Question(name(), help(), this::completions, true);
    while (true) {
      Reply reply = prompt.ask(question);
      if (reply.isBack()) {
        screen.line("There is no way back from here; q quits.");
      } else if (!reply.isText()) {
        return end(ExitCode.DONE);
      } else if (!reply.text().isEmpty()) {
        obey(reply.text());
      }
      if (isOver.get()) {
        return end(ExitCode.FAILED);
      }
    }
  }

  /** The word for this desk, which is its prompt. */
  abstract String name();

  private ExitCode end(ExitCode otherwise) {
    if (moves.isUnknown()) {
      moves.sayUnknown().forEach(screen::line);
      return otherwise == ExitCode.INTERRUPTED ? otherwise : ExitCode.OUTCOME_UNKNOWN;
    }
    return otherwise;
  }

  private void obey(String typed) {
    String[] parts = typed.split(" +", 2);
    List<Word> meant =
        words.stream().filter(word -> word.name().equalsIgnoreCase(parts[0])).toList();
    if (meant.isEmpty()) {
      meant = words.stream().filter(word -> word.name().startsWith(parts[0])).toList();
    }
    if (meant.size() != 1) {
      screen.paragraph("No such word: " + parts[0] + ". ? lists them.");
      return;
    }
    Word word = meant.get(0);
    boolean wasUnknown = moves.isUnknown();
    try {
      word.action().run(parts.length == 2 ? parts[1] : "").forEach(screen::line);
    } catch (Word.Misused e) {
      screen.paragraph(e.getMessage() + " Use: " + word.name() + " " + word.usage());
    } catch (RequestFailed failure) {
      ProblemText.lines(screen, failure).forEach(screen::line);
      moves.sayUnknown().forEach(screen::line);
      if (wasUnknown && !moves.isUnknown()) {
        screen.paragraph("That settles what had no answer: nothing is left to repeat.");
      }
    }
  }

  private String help() {
    StringBuilder help = new StringBuilder();
    for (Word word : words) {
      help.append((word.name() + " " + word.usage()).strip())
          .append(": ")
          .append(word.says())
          .append(".\n");
    }
    return help.append("A word may be shortened. q quits.").toString();
  }

  private List<String> completions(String typed) {
    List<String> lines = new ArrayList<>();
    for (Word word : words) {
      if (!typed.startsWith(word.name() + " ")) {
        lines.add(word.name());
        continue;
      }
      List<String> arguments =
          switch (word.takes()) {
            case ORDER -> board.numbers();
            case DISH -> dishes();
            case NOTHING -> List.of();
          };
      arguments.forEach(argument -> lines.add(word.name() + " " + argument));
    }
    return lines;
  }
}
