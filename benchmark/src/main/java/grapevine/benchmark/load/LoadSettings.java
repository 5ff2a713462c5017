package grapevine.benchmark.load;

import grapevine.benchmark.http.FrontEndAddress;
import java.util.List;

/**
 * What all steps of a run have in common.
 *
 * @param connectionsMax the most requests outstanding; what comes due beyond is not sent, and
 *     counted
 * @param customers more than {@code connectionsMax}, so that one is always free
 * @param timeoutSeconds after which a client gives a request up
 */
public record LoadSettings(
    List<FrontEndAddress> frontEnds,
    Mix mix,
    boolean isPoisson,
    int connectionsMax,
    int customers,
    int warmUpSeconds,
    int seconds,
    int timeoutSeconds,
    long seed) {
  public LoadSettings {
    frontEnds = List.copyOf(frontEnds);
    if (customers <= connectionsMax) {
      throw new IllegalArgumentException("there must be more customers than connections");
    }
  }
}
