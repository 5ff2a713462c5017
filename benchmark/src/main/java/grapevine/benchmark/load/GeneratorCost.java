package grapevine.benchmark.load;

import com.sun.management.OperatingSystemMXBean;
import java.lang.management.ManagementFactory;

/**
 * This process's own processor time for each request, from the end of the warm-up: on one machine
 * it is taken from what is measured.
 */
final class GeneratorCost {
  private static final OperatingSystemMXBean PROCESS =
      ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);

  private final long startNanos;
  private long cpuNanosBefore;
  private long requests;

  GeneratorCost(long startNanos) {
    this.startNanos = startNanos;
  }

  void begun(long dueNanos) {
    if (dueNanos - startNanos < 0) {
      return;
    }
    if (requests++ == 0) {
      cpuNanosBefore = PROCESS.getProcessCpuTime();
    }
  }

  double microsPerRequest() {
    if (requests == 0) {
      return 0;
    }
    long nanos = PROCESS.getProcessCpuTime() - cpuNanosBefore;
    return Math.round(nanos / 100.0 / requests) / 10.0;
  }
}
