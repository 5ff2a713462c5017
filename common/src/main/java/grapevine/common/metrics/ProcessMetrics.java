package grapevine.common.metrics;

import grapevine.common.link.LinkCounters;
import grapevine.protocol.ReplicaStatus;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.Timer;
import io.micrometer.core.instrument.binder.jvm.JvmGcMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmMemoryMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmThreadMetrics;
import io.micrometer.core.instrument.binder.system.ProcessorMetrics;
import io.micrometer.core.instrument.binder.system.UptimeMetrics;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/**
 * The meters of one process, and with them those that every process has: its JVM, its version, its
 * links. Owners keep the meters that they make in fields: to find one by its name again would cost
 * more than to count. Buckets are few and fixed, so that those of all processes add up.
 * Thread-safe.
 */
public final class ProcessMetrics implements AutoCloseable {
  public static final String PATH = "/metrics";
  public static final String CONTENT_TYPE = "text/plain; version=0.0.4; charset=utf-8";

  /** Upper bounds of what is measured as time. */
  private static final Duration[] TIMES = {
    Duration.ofNanos(500_000),
    Duration.ofMillis(1),
    Duration.ofMillis(2),
    Duration.ofMillis(5),
    Duration.ofMillis(10),
    Duration.ofMillis(25),
    Duration.ofMillis(50),
    Duration.ofMillis(100),
    Duration.ofMillis(250),
    Duration.ofSeconds(1),
    Duration.ofSeconds(5)
  };

  /** Upper bounds of what is counted in a batch, the largest of which is 1024. */
  private static final double[] SIZES = {1, 4, 16, 64, 256, 1024};

  private final PrometheusMeterRegistry registry =
      new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
  private JvmGcMetrics collections;

  public ProcessMetrics() {
    String version = ProcessMetrics.class.getPackage().getImplementationVersion();
    gauge(
        "grapevine.build",
        "1; its labels tell which build runs on which Java",
        () -> 1,
        "version",
        version == null ? "unpackaged" : version,
        "java",
        Runtime.version().toString());
  }

  /**
   * @param labels names and values in turn, as in all that follow
   */
  public Counter counter(String name, String meaning, String... labels) {
    return Counter.builder(name).description(meaning).tags(labels).register(registry);
  }

  /** For what is counted elsewhere already: read when it is asked for. */
  public void counted(String name, String meaning, LongSupplier count, String... labels) {
    // The meter holds what it asks weakly, and the question for ever.
    FunctionCounter.builder(name, this, ignored -> count.getAsLong())
        .description(meaning)
        .tags(labels)
        .register(registry);
  }

  /** Read when it is asked for, on the thread that asks. */
  public void gauge(String name, String meaning, Supplier<Number> value, String... labels) {
    Gauge.builder(name, value).description(meaning).tags(labels).register(registry);
  }

  public Timer timer(String name, String meaning, String... labels) {
    return Timer.builder(name)
        .description(meaning)
        .tags(labels)
        .serviceLevelObjectives(TIMES)
        .register(registry);
  }

  public DistributionSummary sizes(String name, String meaning) {
    return DistributionSummary.builder(name)
        .description(meaning)
        .serviceLevelObjectives(SIZES)
        .register(registry);
  }

  /** A status as both roles tell it; part of what operators rely on. */
  public static int number(ReplicaStatus status) {
    return switch (status) {
      case ACTIVE -> 0;
      case OVERLOADED -> 1;
      case OFFLINE -> 2;
    };
  }

  public void links(LinkCounters links) {
    String frames = "frames of links";
    counted("grapevine.link.frames", frames, links::framesSent, "direction", "sent");
    counted("grapevine.link.frames", frames, links::framesReceived, "direction", "received");
    String bytes = "bytes of frames of links";
    counted("grapevine.link.bytes", bytes, links::bytesSent, "direction", "sent");
    counted("grapevine.link.bytes", bytes, links::bytesReceived, "direction", "received");
  }

  /** Everything, in Prometheus's text format. */
  public synchronized byte[] scrape() {
    if (collections == null) {
      addJvm();
    }
    return registry.scrape(CONTENT_TYPE).getBytes(StandardCharsets.UTF_8);
  }

  @Override
  public synchronized void close() {
    if (collections != null) {
      collections.close();
    }
    registry.close();
  }

  // Half of what it takes to set all this up, and nobody looks at it while a process starts.
  private void addJvm() {
    collections = new JvmGcMetrics();
    collections.bindTo(registry);
    new JvmMemoryMetrics().bindTo(registry);
    new JvmThreadMetrics().bindTo(registry);
    new ProcessorMetrics().bindTo(registry);
    new UptimeMetrics().bindTo(registry);
  }
}
