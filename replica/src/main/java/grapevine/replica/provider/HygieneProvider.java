package grapevine.replica.provider;

/**
 * Hygiene ratings. Each call blocks for eight seconds at most; an area is several, a second apart:
 * for the background.
 */
public interface HygieneProvider {
  ProviderResult<HygieneArea> near(Tile tile);

  /** By the id that the map tells in {@code fhrs:id}. */
  ProviderResult<HygieneRating> rating(long fhrsId);
}
