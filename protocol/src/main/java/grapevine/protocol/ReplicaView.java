package grapevine.protocol;

import java.util.Optional;

/** What a front end knows of a replica manager: a hint, never the truth (R19). */
public record ReplicaView(
    String name,
    boolean isUp,
    ReplicaStatus status,
    Optional<ReplicaReport> report,
    long ticksSinceHeard) {}
