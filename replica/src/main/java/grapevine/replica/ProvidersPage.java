package grapevine.replica;

import grapevine.common.ordering.Rfc3339;
import grapevine.replica.provider.ProviderHealth;
import java.util.List;

/**
 * What {@code GET /providers} answers: how it goes with the external APIs, as this replica manager
 * has met them since it started.
 *
 * @param name of who answers
 */
record ProvidersPage(String name, List<Entry> providers) {

  /**
   * @param state OFFLINE when this replica manager asks nobody; OPEN, HALF_OPEN, CLOSED of its
   *     breaker; STOPPED when the provider wants us to stop
   * @param sinceSuccessMillis null before the first
   * @param lastError why a call was in vain, and when; null before the first
   * @param attribution to be shown with its data
   */
  record Entry(
      String provider,
      String state,
      Long sinceSuccessMillis,
      String lastError,
      String lastErrorAt,
      int callsToday,
      String attribution) {}

  static ProvidersPage of(String name, List<ProviderHealth> health) {
    return new ProvidersPage(name, health.stream().map(ProvidersPage::entry).toList());
  }

  private static Entry entry(ProviderHealth health) {
    boolean hasFailed = health.lastError() != null;
    return new Entry(
        health.provider().name(),
        health.state().name(),
        health.sinceSuccessMillis().isPresent() ? health.sinceSuccessMillis().getAsLong() : null,
        hasFailed ? health.lastError().name() : null,
        hasFailed ? Rfc3339.ofMillis(health.lastErrorAtMillis()) : null,
        health.callsToday(),
        health.provider().attribution().text());
  }
}
