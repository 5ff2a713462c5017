package grapevine.client.text;

import com.fasterxml.jackson.databind.JsonNode;
import grapevine.client.api.Problem;
import grapevine.client.api.RequestFailed;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Says a problem in plain words: title, detail, and what to do about it. */
public final class ProblemText {
  private static final Map<String, String> ADVICE =
      Map.ofEntries(
          Map.entry("POSTCODE_INVALID", "Give a full UK postcode, such as DH1 3LE."),
          Map.entry("POSTCODE_UNKNOWN", "Check the postcode, or try one near by."),
          Map.entry(
              "RESTAURANT_UNKNOWN", "List restaurants with: grapevine restaurants --postcode P"),
          Map.entry("ORDER_UNKNOWN", "List your own orders with: grapevine orders"),
          Map.entry("PARAMETER_INVALID", "Correct the value; --help lists what is allowed."),
          Map.entry("PRICE_CHANGED", "Look at the new price and order again if you agree."),
          Map.entry("NOT_ORDERABLE", "Change the basket as listed, then order again."),
          Map.entry("IDEMPOTENCY_KEY_REUSED", "This key belongs to another order; use a new key."),
          Map.entry(
              "INSUFFICIENT_STORAGE",
              "Nothing was changed. The operator has to make room on the disks; repeat then."),
          Map.entry("OVERLOADED", "Wait a moment and repeat; nothing was changed."),
          Map.entry(
              "NO_REPLICA_AVAILABLE",
              "Nothing was changed. See grapevine cluster, wait for a replica manager, repeat."),
          Map.entry("NOT_COVERED", "Your newest change is still on its way here; repeat soon."),
          Map.entry("NAME_TAKEN", "Choose another name."),
          Map.entry("NAME_INVALID", "Use 2 to 60 letters and digits, and ' - _ . & between them."),
          Map.entry("CLAIM_LOST", "Another courier was faster; nothing was changed."),
          Map.entry("SOLD_OUT", "Nothing was ordered. Change the basket, then order again."),
          Map.entry("VOUCHER_USED_UP", "Nothing was ordered. Order again without the voucher."),
          Map.entry("VOUCHER_TAKEN", "Choose another code."),
          Map.entry("NOT_COMPLETED", "Review the order when you have it."),
          Map.entry("LOGIN_REQUIRED", "Only those who have an account can do this: log in first."),
          Map.entry("ITEM_UNKNOWN", "Take an id from: grapevine menu RESTAURANT"),
          Map.entry(
              "NO_MAJORITY",
              "Nothing was changed. Ordinary orders, cancelling and reading work; repeat later."),
          Map.entry("TOO_LATE_TO_CANCEL", "The kitchen has started; call the restaurant."),
          Map.entry("ILLEGAL_MOVE", "Look at the order's status with: grapevine show ORDER"),
          Map.entry("NOT_ALLOWED", "See grapevine whoami; log in with: grapevine login NAME"),
          Map.entry("SESSION_INVALID", "Log in again with: grapevine login NAME"),
          Map.entry("SESSION_EXPIRED", "Log in again with: grapevine login NAME"),
          Map.entry("CREDENTIALS_WRONG", "Check name and password; case counts in the password."),
          Map.entry("TOO_MANY_ATTEMPTS", "Wait a quarter of an hour, then log in again."),
          Map.entry("ACCOUNT_UNKNOWN", "Check the spelling; operators see: grapevine account list"),
          Map.entry(
              Problem.UNREACHABLE,
              "Check that it runs (./launch.sh --status) or name others with --front-end."),
          Map.entry(
              Problem.REPLICA_UNREACHABLE,
              "Check that it runs, or ask another replica manager with --url."),
          Map.entry(Problem.NOT_AN_ANSWER, "Check the address given with --front-end."));

  private ProblemText() {}

  public static List<String> lines(Screen screen, RequestFailed failure) {
    Problem problem = failure.problem();
    List<String> lines = new ArrayList<>();
    lines.add(
        screen.bad(
            Printable.clean(problem.title()) + " (" + Printable.clean(problem.code()) + ")"));
    if (!problem.detail().isBlank()) {
      lines.addAll(screen.wrap(Printable.clean(problem.detail())));
    }
    for (JsonNode issue : problem.json().path("issues")) {
      lines.add("- " + Printable.of(issue, "detail") + " (" + Printable.of(issue, "code") + ")");
    }
    if (problem.json().path("quote").isObject()) {
      lines.addAll(QuoteText.lines(screen, problem.json().path("quote")));
    }
    if (problem.code().equals(Problem.OUTCOME_UNKNOWN)) {
      lines.addAll(screen.wrap("Repeat with the same key, which cannot do it twice:"));
      lines.add("  --key " + failure.idempotencyKey());
    } else if (ADVICE.containsKey(problem.code())) {
      lines.addAll(screen.wrap(ADVICE.get(problem.code())));
    }
    return lines;
  }
}
