package grapevine.database.catalogue;

import grapevine.common.ordering.Menu;
import grapevine.common.ordering.Money;
import grapevine.common.ordering.QuoteIssue;
import grapevine.common.ordering.QuoteIssue.Code;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * Holds the choices of one line against its dish's options, and adds up what the good ones cost.
 * One use each.
 */
final class ChoiceCheck {
  private final Menu.Item item;
  private final String pointer;
  private final List<QuoteIssue> issues;
  private final List<String> names = new ArrayList<>();
  private long pence;

  ChoiceCheck(Menu.Item item, String pointer, List<QuoteIssue> issues) {
    this.item = item;
    this.pointer = pointer;
    this.issues = issues;
  }

  void check(List<String> choiceIds) {
    Set<String> unmatched = new TreeSet<>();
    Set<String> chosen = new TreeSet<>();
    for (int i = 0; i < choiceIds.size(); i++) {
      if (!chosen.add(choiceIds.get(i))) {
        issues.add(new QuoteIssue(Code.CHOICE_REPEATED, pointer + "/" + i, "a choice counts once"));
      }
    }
    unmatched.addAll(chosen);
    for (Menu.Option option : item.options()) {
      checkOption(option, chosen, unmatched);
    }
    for (int i = 0; i < choiceIds.size(); i++) {
      if (unmatched.remove(choiceIds.get(i))) {
        String detail = "not a choice of " + item.name();
        issues.add(new QuoteIssue(Code.CHOICE_UNKNOWN, pointer + "/" + i, detail));
      }
    }
  }

  /** In the menu's order, whatever order they were sent in. */
  List<String> names() {
    return List.copyOf(names);
  }

  long pence() {
    return pence;
  }

  private void checkOption(Menu.Option option, Set<String> chosen, Set<String> unmatched) {
    int count = 0;
    for (Menu.Choice choice : option.choices()) {
      if (chosen.contains(choice.id())) {
        count++;
        unmatched.remove(choice.id());
        names.add(choice.name());
        pence = Money.sum(pence, choice.pricePence());
      }
    }
    if (count < option.min()) {
      String detail = option.name() + ": choose at least " + option.min();
      issues.add(new QuoteIssue(Code.CHOICES_TOO_FEW, pointer, detail));
    }
    if (count > option.max()) {
      String detail = option.name() + ": choose at most " + option.max();
      issues.add(new QuoteIssue(Code.CHOICES_TOO_MANY, pointer, detail));
    }
  }
}
