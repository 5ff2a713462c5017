package grapevine.replica;

import grapevine.protocol.Whereabouts;
import java.util.List;

/**
 * What {@code GET /internal/calls/{id}} answers: how far one update has come here, and nothing of
 * what it says.
 *
 * @param name of who answers
 * @param records its records that are known here
 * @param received on the disk here
 * @param applied the state here shows it
 * @param knownByAll every member is known here to hold it
 * @param receivedAtMillis of this process's clock; null when that was before it started, or long
 *     ago
 */
record CallPage(
    String name,
    List<Entry> records,
    boolean received,
    boolean applied,
    boolean knownByAll,
    Long receivedAtMillis,
    Long appliedAtMillis) {

  record Entry(String origin, long number) {}

  static CallPage of(String name, Whereabouts where, Long receivedAtMillis, Long appliedAtMillis) {
    return new CallPage(
        name,
        where.dots().stream().map(dot -> new Entry(dot.origin().name(), dot.n())).toList(),
        !where.dots().isEmpty(),
        where.isExecuted(),
        where.isKnownByAll(),
        receivedAtMillis,
        appliedAtMillis);
  }
}
