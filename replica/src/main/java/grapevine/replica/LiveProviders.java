package grapevine.replica;

import grapevine.replica.provider.ProviderHealth;
import grapevine.replica.provider.ProviderSettings;
import grapevine.replica.provider.Providers;
import java.time.Clock;
import java.util.List;
import java.util.function.Supplier;

/**
 * Who can be asked, and how they are.
 *
 * @param sources none when nobody is asked
 * @param stop makes calls under way fail at once
 */
record LiveProviders(
    List<ProviderSource> sources, Supplier<List<ProviderHealth>> health, Runnable stop) {
  LiveProviders {
    sources = List.copyOf(sources);
  }

  static LiveProviders of(ProviderSettings settings) {
    Providers providers = new Providers(settings, Clock.systemUTC());
    boolean isOffline = settings.mode() == ProviderSettings.Mode.OFFLINE;
    return new LiveProviders(
        isOffline ? List.of() : OpenData.of(providers), providers::health, providers::close);
  }

  boolean isAsked() {
    return !sources.isEmpty();
  }
}
