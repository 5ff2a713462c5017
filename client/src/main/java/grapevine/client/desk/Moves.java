package grapevine.client.desk;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import grapevine.client.api.Answer;
import grapevine.client.api.GrapevineApi;
import grapevine.client.api.Problem;
import grapevine.client.api.RequestFailed;
import grapevine.client.text.OrderText;
import grapevine.client.text.Printable;
import grapevine.client.text.Screen;
import grapevine.client.text.TimeAhead;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;

/** What words do. A write whose outcome is unknown is kept, to be repeated under its key. */
final class Moves {
  private static final Duration LONGEST = Duration.ofDays(1);

  /** A write without its key, and what to show of its answer. */
  private record Write(Function<String, Answer> send, Function<Answer, List<String>> show) {}

  private record Unknown(Write write, String key) {}

  private final GrapevineApi api;
  private final Board board;
  private final Screen screen;
  private Optional<Unknown> unknown = Optional.empty();

  Moves(GrapevineApi api, Board board, Screen screen) {
    this.api = api;
    this.board = board;
    this.screen = screen;
  }

  List<String> show(String number) {
    return OrderText.lines(screen, api.order(id(number)).json());
  }

  /** With nothing but the order. */
  Word plain(String name, String says) {
    return new Word(
        name, "N", says, Word.Takes.ORDER, number -> move(name, id(number), new Body().json()));
  }

  Word withReason(String name, String says) {
    return new Word(
        name,
        "N REASON",
        says,
        Word.Takes.ORDER,
        arguments -> {
          String reason = rest(arguments);
          if (reason.isEmpty()) {
            throw new Word.Misused("Say why; the customer reads it.");
          }
          return move(name, id(first(arguments)), new Body().with("reason", reason).json());
        });
  }

  Word withTime(String name, String says, boolean isNeeded) {
    return new Word(
        name,
        isNeeded ? "N 25m" : "N [25m]",
        says,
        Word.Takes.ORDER,
        arguments -> {
          Body body = new Body();
          String time = rest(arguments);
          if (isNeeded || !time.isEmpty()) {
            body = body.with("readyAt", time(time, LONGEST).toString());
          }
          return move(name, id(first(arguments)), body.json());
        });
  }

  static Instant time(String text, Duration longest) {
    return TimeAhead.instant(text, longest, Instant.now())
        .orElseThrow(() -> new Word.Misused("A time is said like 25m or 1h10m."));
  }

  private List<String> move(String name, String id, ObjectNode body) {
    return write(
        key -> api.move(id, name, body, key),
        answer -> {
          board.put(answer.json());
          return List.of(screen.good(OrderText.progress(answer.json())));
        });
  }

  List<String> write(Function<String, Answer> send, Function<Answer, List<String>> show) {
    if (isUnknown()) {
      throw new Word.Misused("First settle what had no answer: type again.");
    }
    return send(new Unknown(new Write(send, show), UUID.randomUUID().toString()));
  }

  List<String> again(String nothing) {
    return unknown.map(this::send).orElse(List.of("Everything had an answer."));
  }

  private List<String> send(Unknown attempt) {
    try {
      Answer answer = attempt.write().send().apply(attempt.key());
      unknown = Optional.empty();
      return attempt.write().show().apply(answer);
    } catch (RequestFailed failure) {
      if (failure.problem().code().equals(Problem.OUTCOME_UNKNOWN)) {
        unknown = Optional.of(attempt);
      } else if (isDefinite(failure.problem().status())) {
        unknown = Optional.empty();
      }
      throw failure;
    }
  }

  /**
   * Whether a refusal settles what became of a write: under its key it would have succeeded again,
   * had it ever been taken. Who is not logged in, or asks too often, is told nothing about it.
   */
  private static boolean isDefinite(int status) {
    return status >= 400 && status < 500 && status != 401 && status != 408 && status != 429;
  }

  boolean isUnknown() {
    return unknown.isPresent();
  }

  List<String> sayUnknown() {
    return unknown
        .map(
            attempt ->
                List.of(
                    "It is not known whether this was done:",
                    "again repeats it with the same key,",
                    "  " + attempt.key()))
        .orElse(List.of());
  }

  private String id(String number) {
    JsonNode order =
        board
            .order(number.strip())
            .orElseThrow(() -> new Word.Misused("There is no order of that number: list."));
    return Printable.of(order, "id");
  }

  private static String first(String arguments) {
    return arguments.split(" +", 2)[0];
  }

  private static String rest(String arguments) {
    String[] parts = arguments.split(" +", 2);
    return parts.length == 2 ? parts[1].strip() : "";
  }

  /** The body of a move. */
  private record Body(ObjectNode json) {
    Body() {
      this(JsonNodeFactory.instance.objectNode());
    }

    Body with(String field, String text) {
      return new Body(json.deepCopy().put(field, text));
    }
  }
}
