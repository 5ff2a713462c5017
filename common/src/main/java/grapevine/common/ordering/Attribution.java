package grapevine.common.ordering;

import java.util.ArrayList;
import java.util.List;

/** What providers of open data ask to be said wherever their data is shown. */
public enum Attribution {
  OSM("osm", "\u00a9 OpenStreetMap contributors (ODbL), https://www.openstreetmap.org/copyright"),
  FSA(
      "fsa",
      "Contains public sector information licensed under the Open Government Licence v3.0 (Food"
          + " Standards Agency)."),
  POSTCODES_IO(
      "postcodes.io",
      "Contains OS data \u00a9 Crown copyright and database right 2025. Contains Royal Mail data"
          + " \u00a9 Royal Mail copyright and database right 2025. Contains National Statistics data"
          + " \u00a9 Crown copyright and database right 2025.");

  private final String source;
  private final String text;

  Attribution(String source, String text) {
    this.source = source;
    this.text = text;
  }

  /** As facts name it. */
  public String source() {
    return source;
  }

  public String text() {
    return text;
  }

  /** Of these sources, each once; what is our own needs none. */
  public static List<String> of(List<String> sources) {
    List<String> texts = new ArrayList<>();
    for (Attribution each : values()) {
      if (sources.contains(each.source)) {
        texts.add(each.text);
      }
    }
    return texts;
  }
}
