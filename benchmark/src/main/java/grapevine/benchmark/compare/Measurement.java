package grapevine.benchmark.compare;

/** One run of the load against one system. CPU is that of all the system's processes. */
record Measurement(
    int round,
    String operation,
    int connections,
    String system,
    long requests,
    double seconds,
    double p50Millis,
    double p99Millis,
    long errors,
    double cpuSeconds,
    double idleSystemsCpuShare,
    double othersCpuShare) {
  private static final int FIELDS = 12;

  /** The fields in the order above, apart by spaces. */
  static Measurement parse(String line) {
    String[] fields = line.trim().split(" +", -1);
    if (fields.length != FIELDS) {
      throw new IllegalArgumentException("not " + FIELDS + " fields: " + line);
    }
    return new Measurement(
        Integer.parseInt(fields[0]),
        fields[1],
        Integer.parseInt(fields[2]),
        fields[3],
        Long.parseLong(fields[4]),
        Double.parseDouble(fields[5]),
        Double.parseDouble(fields[6]),
        Double.parseDouble(fields[7]),
        Long.parseLong(fields[8]),
        Double.parseDouble(fields[9]),
        Double.parseDouble(fields[10]),
        Double.parseDouble(fields[11]));
  }

  double requestsPerSecond() {
    return requests / seconds;
  }

  double cpuMicrosPerRequest() {
    return cpuSeconds * 1e6 / requests;
  }

  /** An error may be cheaper than an answer, so that one of them spoils the figure. */
  boolean isValid() {
    return errors == 0 && requests > 0;
  }
}
