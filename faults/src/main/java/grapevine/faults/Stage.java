package grapevine.faults;

/** What is to be done now; a run goes through all of them, in this order. */
enum Stage {
  LOAD,
  /** No more operations: whoever makes the faults now mends everything. */
  REST,
  READ_BACK
}
