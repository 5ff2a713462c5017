package grapevine.common.ordering;

/** What an account is for. Everybody may order, whatever the role. */
public enum Role {
  CUSTOMER,
  /** Sees and moves the orders of the restaurants that it owns, and edits their menus. */
  RESTAURANT,
  COURIER,
  OPERATOR
}
