package grapevine.replica.provider;

import grapevine.common.ordering.Postcode;
import grapevine.common.ordering.Tile;

/**
 * OpenStreetMap. Blocks for 14 seconds at most, one call at a time, ten seconds apart: for the
 * background.
 */
public interface MapProvider {
  ProviderResult<FoundArea> restaurants(Tile tile);

  ProviderResult<PostcodeAddresses> addresses(Postcode postcode);
}
