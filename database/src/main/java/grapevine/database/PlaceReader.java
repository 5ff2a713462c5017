package grapevine.database;

import grapevine.common.ordering.Answer;
import grapevine.common.ordering.Attribution;
import grapevine.common.ordering.Postcode;
import grapevine.common.ordering.ProviderFact;
import grapevine.common.ordering.ProviderFact.AreaLoaded;
import grapevine.common.ordering.ProviderFact.AreaWanted;
import grapevine.common.ordering.ProviderFact.PostcodeResolved;
import grapevine.common.ordering.ProviderFact.PostcodeWanted;
import grapevine.common.ordering.ProviderFact.RatingsWanted;
import grapevine.common.ordering.ProviderMode;
import grapevine.common.ordering.Query;
import grapevine.common.ordering.Tile;
import grapevine.database.catalogue.CatalogueQueries;
import grapevine.database.catalogue.Freshness;
import grapevine.database.catalogue.Place;
import grapevine.database.catalogue.PostcodeChain;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;

/** Where postcodes are and what is loaded there, as of one snapshot; and what should be asked. */
final class PlaceReader {
  private final ProviderReader provided;
  private final CatalogueQueries catalogue;
  private final ProviderMode providers;

  PlaceReader(Snapshot snapshot, CatalogueQueries catalogue, ProviderMode providers) {
    this.provided = new ProviderReader(snapshot);
    this.catalogue = catalogue;
    this.providers = providers;
  }

  /** Where a postcode is, if that is known, and what could make the answer better. */
  record Found(Postcode postcode, Optional<Place> place, List<ProviderFact.Want> wants) {
    Found and(List<ProviderFact.Want> more) {
      List<ProviderFact.Want> all = new ArrayList<>(wants);
      all.addAll(more);
      return new Found(postcode, place, all);
    }

    /** Nobody knows where it is: by now, while somebody can be asked. */
    Answer unknown() {
      return awaiting(
          wants.isEmpty()
              ? CatalogueQueries.postcodeUnknown(postcode)
              : CatalogueQueries.postcodeAwaited(postcode));
    }

    Answer awaiting(Answer answer) {
      return wants.isEmpty() ? answer : new Answer.Awaiting(answer, wants);
    }
  }

  /**
   * @param loaded while it is usable
   * @param isDegraded the map should be asked
   */
  record Area(Optional<AreaLoaded> loaded, boolean isDegraded, List<ProviderFact.Want> wants) {}

  Found find(Postcode postcode, long atMillis) throws Snapshot.Outdated {
    PostcodeChain.Known known =
        catalogue.places().find(postcode, provided.postcode(postcode), atMillis, providers);
    return new Found(
        postcode,
        known.place(),
        known.isWanted() ? List.of(PostcodeWanted.now(postcode, atMillis)) : List.of());
  }

  /** Whether restaurants of the catalogue stand in for real ones. */
  boolean showsBuiltIn() {
    return providers.showsBuiltIn();
  }

  Area area(Place place, long atMillis) throws Snapshot.Outdated {
    Tile tile = place.tile();
    Optional<AreaLoaded> loaded = provided.area(tile);
    boolean isFresh =
        loaded.filter(area -> Freshness.AREA.isFresh(area.fetchedAtMillis(), atMillis)).isPresent();
    // Around a whole outcode there is no telling which tile it would be.
    if (providers.asks() && !isFresh && place.isExact()) {
      return new Area(usable(loaded, atMillis), true, List.of(AreaWanted.now(tile, atMillis)));
    }
    // Else they come with the map.
    boolean areRatingsWanted =
        providers.asks() && isFresh && !provided.areRatingsFresh(tile, atMillis);
    return new Area(
        usable(loaded, atMillis),
        false,
        areRatingsWanted ? List.of(RatingsWanted.now(tile, atMillis)) : List.of());
  }

  private static Optional<AreaLoaded> usable(Optional<AreaLoaded> loaded, long atMillis) {
    return loaded.filter(area -> Freshness.AREA.isUsable(area.fetchedAtMillis(), atMillis));
  }

  /** Whose data a loaded area is put together of. */
  List<String> sources(AreaLoaded area) throws Snapshot.Outdated {
    List<String> sources = new ArrayList<>(area.sources());
    if (provided.ratings(area.tile()).isPresent()) {
      sources.add(Attribution.FSA.source());
    }
    return sources;
  }

  Answer answer(Query.OfPlaces query) throws Snapshot.Outdated {
    return query instanceof Query.GetPostcode get
        ? postcode(get)
        : postcodes((Query.ListPostcodes) query);
  }

  private Answer postcode(Query.GetPostcode get) throws Snapshot.Outdated {
    Found where = find(get.postcode(), get.atMillis());
    if (where.place().isEmpty()) {
      return where.unknown();
    }
    Place place = where.place().get();
    List<String> told =
        provided.postcode(get.postcode()).map(PostcodeResolved::addresses).orElse(List.of());
    List<String> addresses =
        told.isEmpty() && providers.showsBuiltIn()
            ? catalogue.catalogue().addresses(get.postcode())
            : told;
    List<String> sources =
        told.isEmpty()
            ? List.of(place.source())
            : List.of(place.source(), Attribution.OSM.source());
    return where.awaiting(
        new Answer.FoundPostcode(place.shown(get.postcode(), addresses, sources)));
  }

  private Answer postcodes(Query.ListPostcodes list) throws Snapshot.Outdated {
    String prefix = list.prefix().replace(" ", "");
    TreeSet<Postcode> found = new TreeSet<>();
    for (PostcodeResolved resolved : provided.postcodes(ProviderFiling.areaOf(prefix))) {
      if (resolved.known()) {
        found.add(resolved.postcode());
      }
    }
    found.addAll(catalogue.catalogue().postcodes());
    return new Answer.FoundPostcodes(
        found.stream()
            .filter(postcode -> postcode.text().replace(" ", "").startsWith(prefix))
            .limit(list.limit())
            .toList());
  }
}
