package grapevine.replica.provider;

import grapevine.common.ordering.HygieneRating;

/**
 * What an inspector found at a business.
 *
 * @param place null when it is not published, as for caterers who work at home
 */
public record Inspection(long fhrsId, String name, HygieneRating rating, Coordinates place) {}
