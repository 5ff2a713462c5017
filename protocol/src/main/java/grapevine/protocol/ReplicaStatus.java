package grapevine.protocol;

/**
 * How willing a replica manager is. The order is the order of preference; OFFLINE is never asked.
 */
public enum ReplicaStatus {
  ACTIVE,
  OVERLOADED,
  OFFLINE
}
