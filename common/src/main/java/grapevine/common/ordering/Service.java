package grapevine.common.ordering;

/** How the food reaches the customer. Only DELIVERY needs a postcode, an address and a fee. */
public enum Service {
  DELIVERY,
  COLLECTION
}
