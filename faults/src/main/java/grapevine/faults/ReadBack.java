package grapevine.faults;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Asks for everything once more when the faults are over. */
final class ReadBack {
  private static final int PAGES_MAX = 1_000;
  private static final int TOKENS_MAX = 8;

  private final FrontEndCalls calls;
  private final Duration patience;
  private final Findings findings;

  ReadBack(FrontEndCalls calls, Duration patience, Findings findings) {
    this.calls = calls;
    this.patience = patience;
    this.findings = findings;
  }

  void read(List<Household> households, List<String> frontEnds) throws InterruptedException {
    for (String frontEnd : frontEnds) {
      readAll(households, frontEnd);
    }
    // Afterwards: who lacks what a token names may stop.
    for (String frontEnd : frontEnds) {
      requireTokensAreCovered(households, frontEnd);
    }
  }

  private void readAll(List<Household> households, String frontEnd) throws InterruptedException {
    for (Household household : households) {
      if (!read(household, frontEnd)) {
        return; // one that does not answer is told once
      }
    }
  }

  private void requireTokensAreCovered(List<Household> households, String frontEnd)
      throws InterruptedException {
    for (Household household : households) {
      if (!requireTokenIsCovered(household, frontEnd)) {
        return;
      }
    }
  }

  private boolean read(Household household, String frontEnd) throws InterruptedException {
    List<ShownOrder> shown = new ArrayList<>();
    String cursor = "";
    for (int page = 0; page < PAGES_MAX; page++) {
      // Without a token, so that whoever lacks something shows it instead of refusing.
      Outcome outcome = ask(frontEnd, household, "/v1/orders?limit=100" + cursor, List.of());
      if (!outcome.isDone()) {
        findings.violation(frontEnd + " cannot be read in the end: " + outcome.code());
        return false;
      }
      shown.addAll(ShownOrder.page(outcome.body()));
      JsonNode next = outcome.body().path("nextCursor");
      if (!next.isTextual()) {
        break;
      }
      cursor = "&cursor=" + URLEncoder.encode(next.asText(), StandardCharsets.UTF_8);
    }
    household.isReadBack(frontEnd, shown);
    return true;
  }

  private boolean requireTokenIsCovered(Household household, String frontEnd)
      throws InterruptedException {
    List<String> tokens = household.tokens();
    Outcome outcome =
        ask(
            frontEnd,
            household,
            "/v1/orders?limit=1",
            tokens.subList(0, Math.min(tokens.size(), TOKENS_MAX)));
    if (!outcome.isDone()) {
      findings.violation(
          frontEnd + " does not cover what " + household.name() + " has seen: " + outcome.code());
    }
    return outcome.isDone();
  }

  private Outcome ask(String frontEnd, Household household, String path, List<String> tokens)
      throws InterruptedException {
    Optional<String> token =
        tokens.isEmpty() ? Optional.empty() : Optional.of(String.join(",", tokens));
    // Not measured: nobody has ordered anything here.
    return new Persistence(calls, List.of(frontEnd), 0, patience, new AnswerTimes())
        .call(Call.get(path), Optional.of(household.guest()), token);
  }
}
