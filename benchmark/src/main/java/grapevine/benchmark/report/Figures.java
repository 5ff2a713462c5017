package grapevine.benchmark.report;

import java.util.Locale;

/** Numbers as people read them: three figures are as many as a measurement here deserves. */
final class Figures {
  private static final double MICROS_A_MILLI = 1_000;

  private Figures() {}

  static String count(long number) {
    return String.format(Locale.ROOT, "%,d", number);
  }

  static String perSecond(double rate) {
    return rate < 100 && rate != Math.rint(rate)
        ? String.format(Locale.ROOT, "%.1f", rate)
        : count(Math.round(rate));
  }

  /** In milliseconds, without the unit. */
  static String millis(long micros) {
    double millis = micros / MICROS_A_MILLI;
    int decimals = millis < 10 ? 2 : millis < 100 ? 1 : 0;
    return String.format(Locale.ROOT, "%,." + decimals + "f", millis);
  }
}
