package grapevine.replica.provider;

/** The external APIs, with the line that whoever shows their data has to show too. */
public enum ProviderId {
  POSTCODES_IO(
      "Contains OS data © Crown copyright and database right 2025. Contains Royal Mail data © Royal"
          + " Mail copyright and database right 2025. Contains National Statistics data © Crown"
          + " copyright and database right 2025."),
  OVERPASS("© OpenStreetMap contributors"),
  FSA(
      "Contains public sector information licensed under the Open Government Licence v3.0 (Food"
          + " Standards Agency).");

  private final String attribution;

  ProviderId(String attribution) {
    this.attribution = attribution;
  }

  public String attribution() {
    return attribution;
  }
}
