package grapevine.client.api;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import okhttp3.HttpUrl;

/**
 * The front ends this client knows, asked in turn until one answers. A write keeps its key on every
 * try, so going on is safe; once a try was lost on the way only success settles the outcome.
 */
public final class FrontEnds {
  /** Stands for "not verbose"; compared by identity. */
  public static final Consumer<String> SILENT = line -> {};

  private static final int ROUNDS_MAX = 2;
  private static final Duration PAUSE_MAX = Duration.ofSeconds(2);

  private final List<HttpUrl> urls;
  private final SessionFile sessionFile;
  private final FrontEndConnection connection;
  private final Consumer<String> notice;
  private final Consumer<String> verbose;
  private final Pause pause;
  private final Waiting waiting;
  private int preferred;

  /** Waits between two rounds; a test does not. */
  public interface Pause {
    void of(Duration duration) throws InterruptedException;
  }

  public FrontEnds(
      List<HttpUrl> urls,
      SessionFile sessionFile,
      Duration timeout,
      Consumer<String> notice,
      Consumer<String> verbose,
      Pause pause) {
    this(urls, sessionFile, timeout, notice, verbose, pause, Waiting.UNSEEN);
  }

  public FrontEnds(
      List<HttpUrl> urls,
      SessionFile sessionFile,
      Duration timeout,
      Consumer<String> notice,
      Consumer<String> verbose,
      Pause pause,
      Waiting waiting) {
    this.urls = List.copyOf(urls);
    this.sessionFile = sessionFile;
    this.connection = new FrontEndConnection(sessionFile, timeout, verbose);
    this.notice = notice;
    this.verbose = verbose;
    this.pause = pause;
    this.waiting = waiting;
  }

  public boolean hasIdentity() {
    return sessionFile.session().guest() != null;
  }

  /** Null forgets it. */
  void keepLogin(String login) {
    sessionFile.replace(sessionFile.session().withLogin(login));
  }

  /**
   * The stream of events of a call, from whichever front end is there, until it is closed.
   *
   * @param onEnd run when it has ended for good without being closed
   */
  LiveStream follow(Call call, Consumer<JsonNode> watcher, Runnable onEnd) {
    return new LiveStream(urls, connection, call, watcher, onEnd);
  }

  /** One try, of which nothing is said: for what may as well be missing. */
  Optional<Answer> askQuietly(Call call) {
    Attempt attempt = connection.attempt(urls.get(preferred), call);
    return attempt instanceof Attempt.Answered answered
        ? Optional.of(answered.answer())
        : Optional.empty();
  }

  /** The answer, or {@link RequestFailed} when no front end gave it. */
  public Answer send(Call call) {
    waiting.begins(call);
    try {
      return ask(call);
    } finally {
      waiting.ends();
    }
  }

  private Answer ask(Call call) {
    boolean lost = false;
    Problem last = null;
    for (int round = 1; round <= ROUNDS_MAX; round++) {
      Duration retryAfter = null;
      for (int i = 0; i < urls.size(); i++) {
        Attempt attempt = attemptWithSession(urls.get(preferred), call, lost);
        if (attempt instanceof Attempt.Answered answered) {
          return answered.answer();
        }
        if (attempt instanceof Attempt.Refused refused) {
          throw failure(refused.problem(), call, lost);
        }
        if (attempt instanceof Attempt.NotTaken notTaken) {
          last = notTaken.problem();
          retryAfter = notTaken.retryAfter() == null ? retryAfter : notTaken.retryAfter();
        } else if (attempt instanceof Attempt.Lost lostAttempt) {
          last = lostAttempt.problem();
          lost = true;
        }
        goToNext(last, i + 1 < urls.size());
      }
      if (round < ROUNDS_MAX && !waitForAnotherRound(retryAfter, lost, call)) {
        break;
      }
    }
    throw failure(last, call, lost);
  }

  private void goToNext(Problem problem, boolean anotherIsLeft) {
    HttpUrl failed = urls.get(preferred);
    preferred = (preferred + 1) % urls.size();
    String why = problem.status() == 0 ? problem.detail() : failed + ": " + problem.title();
    notice.accept(anotherIsLeft ? why + "; trying " + urls.get(preferred) : why);
  }

  private boolean waitForAnotherRound(Duration retryAfter, boolean lost, Call call) {
    boolean worthIt = lost || (retryAfter != null && retryAfter.compareTo(PAUSE_MAX) <= 0);
    if (!worthIt) {
      return false;
    }
    notice.accept(
        call.writes()
            ? "Trying once more with the same key " + call.idempotencyKey()
            : "Trying once more");
    Duration wait = retryAfter == null ? Duration.ZERO : retryAfter;
    verbose.accept("waiting " + wait.toMillis() + " ms before the next round");
    try {
      pause.of(wait);
      return true;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  /** One try; a refused token or identity is dropped, and the try repeated once without it. */
  private Attempt attemptWithSession(HttpUrl frontEnd, Call call, boolean lost) {
    Attempt attempt = connection.attempt(frontEnd, call);
    if (!(attempt instanceof Attempt.Refused refused)) {
      return attempt;
    }
    Session session = sessionFile.session();
    if (refused.problem().code().startsWith("SESSION_") && session.login() != null) {
      // Going on as a guest would do it for somebody else.
      keepLogin(null);
      notice.accept("You are no longer logged in.");
      return attempt;
    }
    if (refused.problem().status() != 400) {
      return attempt;
    }
    switch (refused.problem().code()) {
      case "TOKEN_INVALID", "TOKEN_EXPIRED" -> {
        sessionFile.replace(session.withCausalToken(null));
        notice.accept(
            "The front end refused the token of this session ("
                + refused.problem().code()
                + "); going on without it.");
        return connection.attempt(frontEnd, call);
      }
      case "GUEST_INVALID" -> {
        if (lost) { // as another guest it would be another order
          return attempt;
        }
        sessionFile.replace(Session.EMPTY.withLogin(session.login()));
        notice.accept(
            "The front end does not know the guest of this session; going on as a new guest."
                + " Orders made before are no longer shown.");
        return connection.attempt(frontEnd, call);
      }
      default -> {
        return attempt;
      }
    }
  }

  private static RequestFailed failure(Problem last, Call call, boolean lost) {
    if (lost) {
      String detail =
          "An attempt may have been taken. Last answer: " + last.title() + ". " + last.detail();
      Problem unknown =
          new Problem(
              last.status(),
              Problem.OUTCOME_UNKNOWN,
              "The outcome is unknown",
              detail,
              last.json(),
              last.text());
      return new RequestFailed(unknown, call.idempotencyKey());
    }
    return new RequestFailed(last, call.idempotencyKey());
  }
}
