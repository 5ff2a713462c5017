package grapevine.client.command;

import grapevine.client.api.Call;
import grapevine.client.api.Waiting;
import java.io.PrintStream;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Says on a terminal that an answer is waited for, once it takes longer than a second, and on
 * Ctrl-C what became of the write that was under way.
 */
final class CallWatch implements Waiting {
  private static final String CLEAR = "\r\u001b[K";
  private static final String[] TURNS = {"|", "/", "-", "\\"};
  private static final Pattern MOVE = Pattern.compile("/v1/orders/([\\w.-]+)/([a-z-]+)");
  private static final long FIRST_MILLIS = 1_000;
  private static final long TURN_MILLIS = 250;

  private final PrintStream err;
  private final boolean isTerminal;
  private final ScheduledThreadPoolExecutor clock;
  private Call waitedFor;
  private ScheduledFuture<?> turns;
  private int turn;

  CallWatch(PrintStream err, boolean isTerminal) {
    this.err = err;
    this.isTerminal = isTerminal;
    this.clock =
        new ScheduledThreadPoolExecutor(
            1,
            work -> {
              Thread thread = new Thread(work, "progress");
              thread.setDaemon(true);
              return thread;
            });
    clock.setRemoveOnCancelPolicy(true);
  }

  /** The process ends with 130 by itself; a write of which nothing is known must not end unsaid. */
  void sayOnInterrupt() {
    Runtime.getRuntime().addShutdownHook(new Thread(this::sayWhatIsPending, "interrupted"));
  }

  @Override
  public synchronized void begins(Call call) {
    waitedFor = call;
    turn = 0;
    if (isTerminal) {
      turns =
          clock.scheduleAtFixedRate(this::show, FIRST_MILLIS, TURN_MILLIS, TimeUnit.MILLISECONDS);
    }
  }

  @Override
  public synchronized void pauses() {
    if (turn > 0) {
      err.print(CLEAR);
      err.flush();
    }
  }

  @Override
  public synchronized void ends() {
    if (turns != null) {
      turns.cancel(false);
      turns = null;
    }
    pauses();
    turn = 0;
    waitedFor = null;
  }

  private synchronized void show() {
    if (waitedFor != null) {
      long seconds = (FIRST_MILLIS + turn * TURN_MILLIS) / 1_000;
      err.print(CLEAR + TURNS[turn % TURNS.length] + " waiting for an answer, " + seconds + " s");
      err.flush();
      turn++;
    }
  }

  /** A word at a desk is not what was typed in the shell; the same as a command is named. */
  private static String command(Call call) {
    Matcher move = MOVE.matcher(call.relative());
    if (!move.matches()) {
      return " ";
    }
    String options = call.body().path("readyAt").isTextual() ? " --ready-in TIME" : "";
    options += call.body().path("reason").isTextual() ? " --reason REASON" : "";
    return "  grapevine " + move.group(2) + " " + move.group(1) + options;
  }

  private synchronized void sayWhatIsPending() {
    if (waitedFor == null) {
      return;
    }
    pauses();
    if (waitedFor.writes()) {
      err.println();
      err.println("Interrupted: it is not known whether this was done. To be sure of it,");
      err.println("repeat with the same key, which cannot do it twice:");
      err.println(command(waitedFor) + " --key " + waitedFor.idempotencyKey());
    } else {
      err.println("Interrupted. Nothing was changed by what was asked last.");
    }
    err.flush();
  }
}
