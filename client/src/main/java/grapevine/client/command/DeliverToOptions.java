package grapevine.client.command;

import grapevine.client.api.OrderRequest.DeliverTo;
import picocli.CommandLine.Option;

/** Who gets an order, and where; shared by all that place one. */
final class DeliverToOptions {
  @Option(names = "--name", paramLabel = "NAME", description = "Who gets it.")
  private String name;

  @Option(names = "--line1", paramLabel = "TEXT", description = "House and street.")
  private String line1;

  @Option(names = "--line2", paramLabel = "TEXT", description = "Further address line.")
  private String line2;

  @Option(names = "--phone", paramLabel = "NUMBER", description = "Whom to ring at the door.")
  private String phone;

  @Option(names = "--note", paramLabel = "TEXT", description = "For the kitchen or the courier.")
  private String note;

  @Option(
      names = "--expected-total-pence",
      paramLabel = "PENCE",
      description = "Refuse when the total is another.")
  private Long expectedTotalPence;

  boolean isComplete() {
    return name != null && line1 != null;
  }

  /** Null when no address is given. */
  DeliverTo deliverTo() {
    return line1 == null ? null : new DeliverTo(name, line1, line2, phone);
  }

  String note() {
    return note;
  }

  Long expectedTotalPence() {
    return expectedTotalPence;
  }
}
