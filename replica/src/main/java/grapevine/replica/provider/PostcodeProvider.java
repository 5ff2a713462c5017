package grapevine.replica.provider;

import grapevine.common.ordering.Postcode;

/** Tells where a postcode is. Blocks for two seconds at most; any thread but the core's. */
public interface PostcodeProvider {
  ProviderResult<ResolvedPostcode> resolve(Postcode postcode);
}
