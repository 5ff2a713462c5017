package grapevine.faults;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * How to put load on a cluster and what to hold it to.
 *
 * @param frontEnds base URLs that sessions use
 * @param readBack base URLs through which everything is read back in the end
 * @param sessions customers' sessions at the same time
 * @param rate operations a second, of all sessions together
 * @param patience for one operation, with all its tries
 * @param timeout for one try
 * @param convergence how long the replica managers may take to become equal
 * @param doDisksFail whether what was acknowledged on one disk only may be missing in the end
 * @param history where every event is written, a line each
 */
record Settings(
    List<String> frontEnds,
    List<String> readBack,
    int sessions,
    int rate,
    long seed,
    Duration patience,
    Duration timeout,
    Duration convergence,
    boolean doDisksFail,
    Optional<Path> history) {
  Settings {
    frontEnds = List.copyOf(frontEnds);
    readBack = List.copyOf(readBack);
  }
}
