package grapevine.database;

import grapevine.common.ordering.Answer;
import grapevine.common.ordering.Attribution;
import grapevine.common.ordering.Postcode;
import grapevine.common.ordering.ProviderFact;
import grapevine.common.ordering.ProviderFact.AreaLoaded;
import grapevine.common.ordering.ProviderFact.AreaWanted;
import grapevine.common.ordering.ProviderFact.PostcodeResolved;
import grapevine.common.ordering.ProviderFact.PostcodeWanted;
import grapevine.common.ordering.Query;
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
  private final boolean isLive;

  PlaceReader(Snapshot snapshot, CatalogueQueries catalogue, boolean isLive) {
    this.provided = new ProviderReader(snapshot);
    this.catalogue = catalogue;
    this.isLive = isLive;
  }

  /** Where a postcode is, if that is known, and what could make the answer better. */
  record Found(Optional<Place> place, List<ProviderFact.Want> wants) {
    Found and(List<ProviderFact.Want> more) {
      List<ProviderFact.Want> all = new ArrayList<>(wants);
      all.addAll(more);
      return new Found(place, all);
    }

    Answer awaiting(Answer answer) {
      return wants.isEmpty() ? answer : new Answer.Awaiting(answer, wants);
    }
  }

  /**
   * @param loaded while it is usable
   */
  record Area(Optional<AreaLoaded> loaded, List<ProviderFact.Want> wants) {}

  Found find(Postcode postcode, long atMillis) throws Snapshot.Outdated {
    PostcodeChain.Known known =
        catalogue.places().find(postcode, provided.postcode(postcode), atMillis, isLive);
    return new Found(
        known.place(),
        known.isWanted() ? List.of(PostcodeWanted.now(postcode, atMillis)) : List.of());
  }

  Area area(Place place, long atMillis) throws Snapshot.Outdated {
    Optional<AreaLoaded> loaded = provided.area(place.tile());
    boolean isFresh =
        loaded.filter(area -> Freshness.AREA.isFresh(area.fetchedAtMillis(), atMillis)).isPresent();
    // Around a whole outcode there is no telling which tile it would be.
    boolean isWanted = isLive && !isFresh && place.isExact();
    return new Area(
        loaded.filter(area -> Freshness.AREA.isUsable(area.fetchedAtMillis(), atMillis)),
        isWanted ? List.of(AreaWanted.now(place.tile(), atMillis)) : List.of());
  }

  Answer answer(Query.OfPlaces query) throws Snapshot.Outdated {
    return query instanceof Query.GetPostcode get
        ? postcode(get)
        : postcodes((Query.ListPostcodes) query);
  }

  private Answer postcode(Query.GetPostcode get) throws Snapshot.Outdated {
    Found where = find(get.postcode(), get.atMillis());
    if (where.place().isEmpty()) {
      return where.awaiting(CatalogueQueries.postcodeUnknown(get.postcode()));
    }
    Place place = where.place().get();
    List<String> told =
        provided.postcode(get.postcode()).map(PostcodeResolved::addresses).orElse(List.of());
    List<String> addresses =
        told.isEmpty() ? catalogue.catalogue().addresses(get.postcode()) : told;
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
