package grapevine.benchmark.tier;

import grapevine.common.HostPort;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Runs the tier until the process is ended. */
@Command(
    name = "tier",
    mixinStandardHelpOptions = true,
    description = "Take and show orders over HTTP/JSON, kept in Redis or PostgreSQL.")
public final class TierMain implements Callable<Integer> {
  enum Store {
    redis,
    postgresql
  }

  @Parameters(paramLabel = "STORE", description = "One of: ${COMPLETION-CANDIDATES}.")
  private Store kind;

  @Option(
      names = "--port",
      required = true,
      description = "Listen on this port of 127.0.0.1; 0 chooses a free one.")
  private int port;

  @Option(
      names = "--store",
      required = true,
      paramLabel = "HOST:PORT",
      description = "Where the store's primary listens.")
  private HostPort address;

  public static void main(String[] args) {
    System.exit(
        new CommandLine(new TierMain())
            .registerConverter(HostPort.class, HostPort::parse)
            .execute(args));
  }

  @Override
  public Integer call() throws InterruptedException {
    OrderTier tier = new OrderTier(new HostPort("127.0.0.1", port), open());
    CountDownLatch ended = new CountDownLatch(1);
    Runtime.getRuntime().addShutdownHook(new Thread(tier::close, "shutdown"));
    System.out.println("ready at http://127.0.0.1:" + tier.port());
    ended.await();
    return 0;
  }

  private OrderStore open() {
    return switch (kind) {
      case redis -> new RedisOrders(address, OrderTier.WORKERS);
      case postgresql -> new PostgresOrders(address, OrderTier.WORKERS);
    };
  }
}
