package grapevine.replica.provider;

import grapevine.common.ordering.Attribution;

/** The external APIs, and what whoever shows their data has to say beside it. */
public enum ProviderId {
  POSTCODES_IO(Attribution.POSTCODES_IO),
  OVERPASS(Attribution.OSM),
  FSA(Attribution.FSA);

  private final Attribution attribution;

  ProviderId(Attribution attribution) {
    this.attribution = attribution;
  }

  public Attribution attribution() {
    return attribution;
  }
}
