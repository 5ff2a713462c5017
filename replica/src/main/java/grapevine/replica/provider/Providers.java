package grapevine.replica.provider;

import grapevine.common.ordering.ProviderMode;
import java.time.Clock;
import java.util.EnumMap;
import java.util.List;
import java.util.function.UnaryOperator;
import okhttp3.HttpUrl;
import okhttp3.OkHttpClient;

/**
 * The three providers, each behind its own limits. Calls block and never throw; offline they fail
 * at once, and nothing is sent.
 */
public final class Providers implements AutoCloseable {
  private final OkHttpClient http =
      new OkHttpClient.Builder()
          .followRedirects(false)
          .followSslRedirects(false)
          // It would send a request twice behind the back of the limits.
          .retryOnConnectionFailure(false)
          .build();
  private final EnumMap<ProviderId, ProviderLine> lines = new EnumMap<>(ProviderId.class);
  private final PostcodesIo postcodes;
  private final Overpass map;
  private final HygieneRatings hygiene;

  public Providers(ProviderSettings settings, Clock clock) {
    this(settings, clock, Thread::sleep, limits -> limits);
  }

  Providers(ProviderSettings settings, Clock clock, Pause pause, UnaryOperator<Limits> adjustment) {
    for (ProviderId provider : ProviderId.values()) {
      Limits limits = adjustment.apply(Limits.of(provider));
      lines.put(
          provider,
          new ProviderLine(
              settings.mode() == ProviderMode.OFFLINE,
              limits,
              new Gate(provider, limits, clock),
              new Transport(http, limits, settings.userAgent()),
              pause));
    }
    postcodes =
        new PostcodesIo(
            lines.get(ProviderId.POSTCODES_IO), HttpUrl.get(settings.postcodes()), clock);
    map = new Overpass(lines.get(ProviderId.OVERPASS), HttpUrl.get(settings.overpass()), clock);
    hygiene = new HygieneRatings(lines.get(ProviderId.FSA), HttpUrl.get(settings.fsa()), clock);
  }

  public PostcodeProvider postcodes() {
    return postcodes;
  }

  public MapProvider map() {
    return map;
  }

  public HygieneProvider hygiene() {
    return hygiene;
  }

  /** In the order of {@link ProviderId}. */
  public List<ProviderHealth> health() {
    return lines.values().stream().map(ProviderLine::health).toList();
  }

  /** Calls under way fail at once. */
  @Override
  public void close() {
    http.dispatcher().cancelAll();
    http.connectionPool().evictAll();
  }
}
