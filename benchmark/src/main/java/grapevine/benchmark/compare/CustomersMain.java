package grapevine.benchmark.compare;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Makes the customers that the load speaks for, and the orders that they read. */
@Command(
    name = "customers",
    mixinStandardHelpOptions = true,
    description = "Place each customer's orders, read one of them back, write down who they are.")
public final class CustomersMain implements Callable<Integer> {
  private static final int AT_ONCE = 8;

  @Option(names = "--url", required = true, description = "The system's base URL.")
  private URI url;

  @Option(names = "--body", required = true, description = "The file with an order.")
  private Path body;

  @Option(names = "--output", required = true, description = "Where the customers go.")
  private Path output;

  @Option(
      names = "--known",
      description =
          "Customers of another system, whose guests and tokens are sent here too: the request is"
              + " then the same. Without it they are new.")
  private Path known;

  @Option(names = "--guests", description = "How many (default: ${DEFAULT-VALUE}).")
  private int guests = 64;

  @Option(names = "--orders", description = "Orders of each (default: ${DEFAULT-VALUE}).")
  private int orders = 32;

  public static void main(String[] args) {
    System.exit(
        new CommandLine(new CustomersMain())
            .setExecutionExceptionHandler(
                (failure, command, parsed) -> {
                  System.err.println("customers: " + failure.getMessage());
                  return CommandLine.ExitCode.SOFTWARE;
                })
            .execute(args));
  }

  @Override
  public Integer call() throws IOException, InterruptedException {
    OrderCalls calls = new OrderCalls(url, Files.readString(body).strip());
    List<String> lines = new ArrayList<>();
    ExecutorService threads = Executors.newFixedThreadPool(AT_ONCE);
    try {
      List<Future<Customer>> made = new ArrayList<>();
      for (Customer customer : customers()) {
        made.add(threads.submit(() -> calls.withOrders(customer, orders)));
      }
      for (Future<Customer> customer : made) {
        lines.add(customer.get().toString());
      }
    } catch (ExecutionException e) {
      throw new IOException(e.getCause().getMessage(), e);
    } finally {
      threads.shutdownNow();
    }
    Files.write(output, lines);
    return 0;
  }

  private List<Customer> customers() throws IOException {
    if (known == null) {
      return Collections.nCopies(guests, new Customer("", "", List.of()));
    }
    return Files.readAllLines(known).stream().map(Customer::parse).toList();
  }
}
