package grapevine.client.command;

import picocli.CommandLine.Parameters;

/** The first argument of what is about one order. */
final class OrderArgument {
  @Parameters(index = "0", paramLabel = "ORDER", description = "An order's id.")
  private String id;

  String id() {
    return id;
  }
}
