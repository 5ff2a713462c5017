package grapevine.frontend.api;

import grapevine.common.ordering.Bounds;
import grapevine.common.ordering.OrderRequest;
import grapevine.common.ordering.Postcode;
import grapevine.common.ordering.Service;
import grapevine.frontend.http.Problem;
import grapevine.frontend.http.ProblemCode;
import grapevine.frontend.http.RequestRefused;
import java.util.regex.Pattern;

/**
 * What an order must satisfy before anybody is asked; all that depends on the restaurant is the
 * quote's to say.
 */
final class OrderRules {
  /**
   * Digits with the usual separators, seven at least: enough to call, no more is known of the
   * world's numbers.
   */
  private static final Pattern PHONE = Pattern.compile("\\+?(?:[ ().-]*[0-9]){7,15}[ ().-]{0,4}");

  private static final int PHONE_CHARS_MAX = 30;

  private OrderRules() {}

  static void require(OrderRequest order) {
    requirePostcode(order.postcode());
    if (order.service() == Service.DELIVERY && order.deliverTo() == null) {
      throw refusal("/deliverTo", "deliverTo is required for DELIVERY: who gets it, and where.");
    }
    if (order.deliverTo() != null) {
      requirePhone(order.deliverTo().phone());
    }
    Long expected = order.expectedTotalPence();
    if (expected != null && (expected < 0 || expected > Bounds.PENCE)) {
      throw refusal("/expectedTotalPence", "expectedTotalPence is from 0 to " + Bounds.PENCE + ".");
    }
  }

  /** None is fine here: for DELIVERY the quote asks for one. */
  static void requirePostcode(String typed) {
    if (typed != null && Postcode.parse(typed).isEmpty()) {
      throw Problem.of(ProblemCode.POSTCODE_INVALID).with("pointer", "/postcode").refused();
    }
  }

  private static void requirePhone(String phone) {
    if (phone != null && (phone.length() > PHONE_CHARS_MAX || !PHONE.matcher(phone).matches())) {
      throw refusal(
          "/deliverTo/phone", "Write the phone number with 7 to 15 digits, like 07700 900123.");
    }
  }

  private static RequestRefused refusal(String pointer, String detail) {
    return Problem.of(ProblemCode.FIELD_INVALID, detail).with("pointer", pointer).refused();
  }
}
