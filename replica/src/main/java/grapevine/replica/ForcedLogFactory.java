package grapevine.replica;

import grapevine.common.security.ClusterKey;
import grapevine.protocol.MemberId;
import grapevine.replica.forced.ForcedLog;
import grapevine.replica.forced.ForcedSettings;
import grapevine.replica.forced.ForcedTransport;
import grapevine.replica.forced.RatisForcedLog;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** Opens the one order for all in a directory of its own: a library's, or a test's in memory. */
@FunctionalInterface
public interface ForcedLogFactory {
  /**
   * @param founders who begin the log together, each with the same list; empty for one who is added
   *     later
   * @param appliedIndex up to where the database has executed it; -1 for nothing
   */
  ForcedLog open(
      Path directory,
      MemberId me,
      List<MemberId> founders,
      long appliedIndex,
      ForcedTransport transport,
      ForcedLog.Listener listener)
      throws IOException;

  /** The real one; members of another cluster cannot take part in it by mistake. */
  static ForcedLogFactory ratis(ClusterKey key) {
    ForcedSettings settings = ForcedSettings.standard(key.clusterId());
    return (directory, me, founders, appliedIndex, transport, listener) ->
        RatisForcedLog.open(
            directory,
            me,
            founders,
            !founders.isEmpty(),
            appliedIndex,
            transport,
            listener,
            settings);
  }
}
