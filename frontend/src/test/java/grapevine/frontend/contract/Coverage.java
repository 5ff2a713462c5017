package grapevine.frontend.contract;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentSkipListSet;

/**
 * What of the contract happened, in one test or in all. When it is closed it lists in
 * target/contract-coverage.txt what did not: for people to read, since tests also run alone.
 * Thread-safe.
 */
public final class Coverage implements AutoCloseable {
  private static final Path REPORT = Path.of("target", "contract-coverage.txt");

  private final Set<String> exercised = new ConcurrentSkipListSet<>();

  void add(Operation operation, int status) {
    exercised.add(operation + " " + status);
  }

  public void addAll(Coverage other) {
    exercised.addAll(other.exercised);
  }

  public boolean has(Operation operation, int status) {
    return exercised.contains(operation + " " + status);
  }

  @Override
  public void close() throws IOException {
    TreeSet<String> never = new TreeSet<>();
    int declared = 0;
    for (Operation operation : Contract.shipped().operations()) {
      for (String status : operation.statuses()) {
        boolean isOne = !status.equals("default");
        declared += isOne ? 1 : 0;
        if (isOne && !has(operation, Integer.parseInt(status))) {
          never.add(operation + " " + status);
        }
      }
    }
    String head = never.size() + " of " + declared + " declared answers never happened:\n";
    Files.writeString(REPORT, head + String.join("\n", never) + "\n");
  }
}
