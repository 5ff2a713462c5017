package grapevine.faults;

/** What many clients want and few can have. */
enum Prize {
  CLAIM("CLAIM_LOST", 1),
  NAME("NAME_TAKEN", 1),
  PORTION("SOLD_OUT", 10);

  private final String lost;
  private final int winners;

  Prize(String lost, int winners) {
    this.lost = lost;
    this.winners = winners;
  }

  /** What a loser is told. */
  boolean isLostBy(Outcome outcome) {
    return outcome.status() == 409 && outcome.code().equals(lost);
  }

  int winners() {
    return winners;
  }
}
