package grapevine.faults;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** All households there ever were, those in use by their places. Used by all sessions. */
final class Households {
  private final String run;
  private final Persistence persistence;
  private final Findings findings;
  private final HistoryFile history;
  private final List<Household> all = new ArrayList<>();
  private final List<Household> inUse = new ArrayList<>();

  /**
   * @param run part of every name, so that runs on one cluster are told apart
   */
  Households(
      String run, int places, Persistence persistence, Findings findings, HistoryFile history)
      throws InterruptedException {
    this.run = run;
    this.persistence = persistence;
    this.findings = findings;
    this.history = history;
    for (int place = 0; place < places; place++) {
      inUse.add(
          open().orElseThrow(() -> new CannotRun("no front end answers; start the cluster first")));
    }
  }

  /** Who lives there now. A full household stays while nobody answers a new one. */
  synchronized Household at(int place) {
    Household household = inUse.get(place);
    if (!household.isFull()) {
      return household;
    }
    try {
      open().ifPresent(another -> inUse.set(place, another));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    return inUse.get(place);
  }

  synchronized List<Household> all() {
    return List.copyOf(all);
  }

  private Optional<Household> open() throws InterruptedException {
    Outcome outcome =
        persistence.call(Call.get("/v1/orders?limit=1"), Optional.empty(), Optional.empty());
    Optional<Household> opened =
        outcome
            .guest()
            .filter(guest -> outcome.isDone())
            .map(guest -> new Household(run + "-h" + all.size(), guest, findings, history));
    opened.ifPresent(all::add);
    return opened;
  }
}
