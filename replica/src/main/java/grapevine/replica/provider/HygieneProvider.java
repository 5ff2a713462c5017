package grapevine.replica.provider;

import grapevine.common.ordering.Tile;

/**
 * Hygiene ratings. Each call blocks for eight seconds at most; an area is several, a second apart:
 * for the background.
 */
public interface HygieneProvider {
  ProviderResult<HygieneArea> near(Tile tile);

  /** By the id that the map tells in {@code fhrs:id}. */
  ProviderResult<Inspection> inspection(long fhrsId);
}
