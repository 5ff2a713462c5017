package grapevine.protocol;

/**
 * How a replica manager answers a call. Everything but {@code DONE} and {@code OPEN} means that the
 * call had no effect (invariant 9).
 */
public enum Outcome {
  /** The update is durable here, or the query is answered. */
  DONE,
  /** The call id is known with another request: the key was used again (R10). */
  CONFLICT,
  /** What the call depends on did not arrive here before its deadline. */
  NOT_COVERED,
  /** Too many calls wait here already. */
  BUSY,
  /** Out of service: draining, or told to be by its operator. */
  OFFLINE,
  /** The query itself could not be answered; asking another replica manager may help. */
  FAILED,
  /** There is no room on the disk here for an update. */
  DISK_FULL,
  /** A forced update was not proposed: there is nobody to order it (R22). */
  NO_MAJORITY,
  /** A forced update was proposed and did not come back in time: it may still be executed. */
  OPEN
}
