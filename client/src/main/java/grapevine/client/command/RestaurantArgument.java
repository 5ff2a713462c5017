package grapevine.client.command;

import picocli.CommandLine.Parameters;

/** The first argument of what is about one restaurant. */
final class RestaurantArgument {
  @Parameters(index = "0", paramLabel = "RESTAURANT", description = "A restaurant's id.")
  private String id;

  String id() {
    return id;
  }
}
