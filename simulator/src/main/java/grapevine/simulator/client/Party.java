package grapevine.simulator.client;

/** Some who do business with one another while the faults last, and are asked about it after. */
interface Party {
  void begin();

  /** Nothing new is begun; what is under way ends. */
  void end();

  boolean isIdle();

  /** Once nothing is wrong any more: all that this party may rely on must be shown to it. */
  void settle(Runnable whenDone);

  /** What each replica manager shows in the end. */
  void inspect(Witnesses witnesses);
}
