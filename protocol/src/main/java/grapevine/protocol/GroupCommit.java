package grapevine.protocol;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The output rule (R8), in one place for every shell: what a step writes goes into the open
 * transaction at once, what it says waits until the transaction of all steps so far is on the disk.
 * The core knows nothing of it.
 */
public final class GroupCommit {
  private final Journal journal;
  private List<Effect> unsaid = new ArrayList<>();

  public GroupCommit(Journal journal) {
    this.journal = journal;
  }

  /**
   * Takes the effects of one step. After a {@code Stop} nothing may be committed and nothing said
   * any more.
   */
  public Optional<Effect.Stop> collect(List<Effect> effects) {
    for (Effect effect : effects) {
      if (effect instanceof Effect.Append append) {
        journal.append(append.record());
      } else if (effect instanceof Effect.Discard discard) {
        journal.discard(discard.floor());
      } else if (effect instanceof Effect.Save save) {
        journal.save(save.members(), save.timestamps());
      } else if (effect instanceof Effect.Stop stop) {
        return Optional.of(stop);
      } else {
        unsaid.add(effect);
      }
    }
    return Optional.empty();
  }

  /**
   * Commits, and returns what may be said now, in order. What fails to commit is never said.
   *
   * @throws DiskFullException nothing may be said yet; to be called again, with no step in between
   */
  public List<Effect> commit() {
    if (journal.hasWork()) {
      journal.commit();
    }
    List<Effect> sayable = unsaid;
    unsaid = new ArrayList<>();
    return sayable;
  }
}
