package grapevine.replica;

import grapevine.common.HostPort;
import grapevine.common.security.ClusterKey;
import java.nio.file.Path;

/**
 * What an operator decides about one replica manager, but for its peers: those are named when it
 * starts, because on port 0 nobody knows an address before everybody listens.
 *
 * @param simulatedStatusProbability of an arbitrary status in each second; 0 in production
 */
public record ReplicaConfiguration(
    String name,
    HostPort listen,
    Path data,
    ClusterKey clusterKey,
    double simulatedStatusProbability) {}
