package grapevine.client.command;

import grapevine.client.api.TalkApi.Page;
import picocli.CommandLine.Option;

/** Which part of a list is asked for. */
final class PageOptions {
  @Option(names = "--limit", paramLabel = "N", description = "At most so many.")
  private Integer limit;

  @Option(names = "--cursor", paramLabel = "CURSOR", description = "Go on where a list ended.")
  private String cursor;

  /** As a call takes it; null for as many as the front end gives. */
  String limitText() {
    return limit == null ? null : limit.toString();
  }

  Page page() {
    return new Page(limit, cursor);
  }
}
