package grapevine.frontend.api;

import grapevine.common.ordering.UniqueName;
import grapevine.frontend.http.Problem;
import grapevine.frontend.http.ProblemCode;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.eclipse.jetty.http.HttpField;
import org.eclipse.jetty.http.HttpHeader;

/**
 * How often somebody has failed to log in here, so that passwords cannot be guessed. Each front end
 * counts its own. What is under way counts as failed until it is known: many at once get no
 * further. Thread-safe.
 */
final class LoginAttempts {
  static final long WINDOW_MILLIS = TimeUnit.MINUTES.toMillis(15);
  static final int NAME_MAX = 10;

  /** More, since behind one address there may be many. */
  static final int ADDRESS_MAX = 100;

  static final int ENTRIES_MAX = 20_000;

  private final LongSupplier nowMillis;
  private final BoundedTable<Window> windows = new BoundedTable<>(ENTRIES_MAX);

  private record Window(long sinceMillis, int failures) {}

  /** How an attempt ended; it was not tried when something else went wrong. */
  enum End {
    RIGHT,
    WRONG,
    NOT_TRIED
  }

  LoginAttempts(LongSupplier nowMillis) {
    this.nowMillis = nowMillis;
  }

  /** One that is under way. */
  final class Attempt {
    private final String name;
    private final Map<String, Integer> limits;

    private Attempt(String name, Map<String, Integer> limits) {
      this.name = name;
      this.limits = limits;
    }

    void ended(End end) {
      synchronized (LoginAttempts.this) {
        if (end != End.WRONG) {
          limits.keySet().forEach(LoginAttempts.this::takeBack);
        }
        if (end == End.RIGHT) {
          windows.remove(name);
        }
      }
    }
  }

  /**
   * Refuses when there were too many.
   *
   * @param name empty for what no name can be
   */
  synchronized Attempt begin(String address, Optional<UniqueName> name) {
    String byName = "name/" + name.map(UniqueName::key).orElse("");
    Map<String, Integer> limits = new LinkedHashMap<>();
    limits.put(byName, NAME_MAX);
    limits.put("from/" + address, ADDRESS_MAX);
    long now = nowMillis.getAsLong();
    limits.forEach((key, max) -> require(key, max, now));
    limits.keySet().forEach(key -> add(key, now));
    return new Attempt(byName, limits);
  }

  private void require(String key, int max, long now) {
    Window window = windows.get(key);
    if (window == null || window.failures < max || isOver(window, now)) {
      return;
    }
    long waitMillis = window.sinceMillis + WINDOW_MILLIS - now;
    long waitSeconds = TimeUnit.MILLISECONDS.toSeconds(waitMillis) + 1;
    throw Problem.of(ProblemCode.TOO_MANY_ATTEMPTS)
        .withHeader(new HttpField(HttpHeader.RETRY_AFTER, Long.toString(waitSeconds)))
        .refused();
  }

  private void add(String key, long now) {
    Window window = windows.get(key);
    windows.put(
        key,
        window == null || isOver(window, now)
            ? new Window(now, 1)
            : new Window(window.sinceMillis, window.failures + 1));
  }

  private void takeBack(String key) {
    Window window = windows.get(key);
    if (window != null && window.failures > 0) {
      windows.put(key, new Window(window.sinceMillis, window.failures - 1));
    }
  }

  private static boolean isOver(Window window, long now) {
    return now < window.sinceMillis || now - window.sinceMillis >= WINDOW_MILLIS;
  }
}
