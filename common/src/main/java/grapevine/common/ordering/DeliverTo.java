package grapevine.common.ordering;

/** Whom and where to deliver; the postcode is the order's. {@code line2} may be null. */
public record DeliverTo(String name, String line1, String line2, String phone) {
  public DeliverTo {
    Bounds.required("deliverTo.name", name, Bounds.NAME_CHARS);
    Bounds.required("deliverTo.line1", line1, Bounds.NAME_CHARS);
    Bounds.optional("deliverTo.line2", line2, Bounds.NAME_CHARS);
    Bounds.optional("deliverTo.phone", phone, Bounds.NAME_CHARS);
  }
}
