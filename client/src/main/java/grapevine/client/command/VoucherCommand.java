package grapevine.client.command;

import grapevine.client.api.Answer;
import grapevine.client.api.GrapevineApi;
import grapevine.client.text.Printable;
import grapevine.client.text.Screen;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code grapevine voucher}: issues a voucher that may be used so many times in all. */
@Command(
    name = "voucher",
    description = "Issue a voucher that may be used so many times in all; for operators.",
    footerHeading = "%nExamples:%n",
    footer = {
      "  grapevine voucher LUCKY-7 --discount-pence 300 --limit 100",
      "  grapevine voucher LUCKY-7 --discount-pence 300 --limit 100 --cluster-key data/cluster.key"
    })
public final class VoucherCommand extends WriteCommand {
  @Parameters(paramLabel = "CODE", description = "3 to 32 of A to Z, 0 to 9 and dashes.")
  private String code;

  @Option(
      names = "--discount-pence",
      required = true,
      paramLabel = "PENCE",
      description = "What it takes off the food.")
  private long discountPence;

  @Option(
      names = "--limit",
      required = true,
      paramLabel = "N",
      description = "How many orders may use it.")
  private int limit;

  @Mixin private OperatorOptions operator;

  @Override
  Answer write(GrapevineApi api, String key) {
    return api.issueVoucher(code, discountPence, limit, key, operator.credential(this));
  }

  @Override
  List<String> show(Screen screen, Answer answer) {
    return List.of(screen.good("Issued: " + Printable.of(answer.json(), "code")));
  }
}
