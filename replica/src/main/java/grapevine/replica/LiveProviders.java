package grapevine.replica;

import grapevine.common.ordering.ProviderMode;
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
    ProviderMode mode,
    List<ProviderSource> sources,
    Supplier<List<ProviderHealth>> health,
    Runnable stop) {
  LiveProviders {
    sources = List.copyOf(sources);
  }

  static LiveProviders of(ProviderSettings settings) {
    Providers providers = new Providers(settings, Clock.systemUTC());
    return new LiveProviders(
        settings.mode(),
        settings.mode().asks() ? OpenData.of(providers) : List.of(),
        providers::health,
        providers::close);
  }
}
