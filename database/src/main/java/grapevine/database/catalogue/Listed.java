package grapevine.database.catalogue;

/**
 * A restaurant as it is run now, and what its customers say.
 *
 * @param rating null while there are no reviews
 */
public record Listed(Restaurant restaurant, Double rating, int reviewCount) {}
