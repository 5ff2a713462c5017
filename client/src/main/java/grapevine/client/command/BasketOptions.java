package grapevine.client.command;

import grapevine.client.api.OrderRequest;
import grapevine.client.api.OrderRequest.DeliverTo;
import java.util.List;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** What is wanted from whom; shared by quote and place. The front end judges it, not this class. */
final class BasketOptions {
  @Spec(Spec.Target.MIXEE)
  private CommandSpec spec;

  @Mixin private RestaurantArgument restaurant;

  @Option(names = "--postcode", paramLabel = "P", description = "Where to deliver.")
  private String postcode;

  @Option(
      names = "--item",
      required = true,
      paramLabel = "ID[:QTY[:CHOICE,...]]",
      description = "A dish, how many (default 1), and ids of choices; repeatable.")
  private List<String> items;

  @Option(names = "--collection", description = "Collect it instead of having it delivered.")
  private boolean collection;

  @Option(names = "--voucher", paramLabel = "CODE", description = "A voucher to redeem.")
  private String voucher;

  @Option(names = "--tip-pence", paramLabel = "PENCE", description = "Tip on top.")
  private Long tipPence;

  boolean isCollection() {
    return collection;
  }

  OrderRequest request(DeliverTo deliverTo, String note, Long expectedTotalPence) {
    if (!collection && postcode == null) {
      throw new ParameterException(
          spec.commandLine(), "--postcode is needed unless you collect (--collection)");
    }
    List<OrderRequest.Line> lines = items.stream().map(this::line).toList();
    return new OrderRequest(
        restaurant.id(),
        collection,
        postcode,
        lines,
        voucher,
        deliverTo,
        note,
        tipPence,
        expectedTotalPence);
  }

  private OrderRequest.Line line(String text) {
    try {
      return ItemArgument.parse(text);
    } catch (IllegalArgumentException e) {
      throw new ParameterException(spec.commandLine(), e.getMessage(), e);
    }
  }
}
