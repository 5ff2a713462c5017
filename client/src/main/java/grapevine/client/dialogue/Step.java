package grapevine.client.dialogue;

/** Where the dialogue stands. FOLLOW is past any way back: the order is placed. */
enum Step {
  POSTCODE,
  RESTAURANT,
  BASKET,
  REVIEW,
  DETAILS,
  PLACE,
  FOLLOW,
  LEAVE;

  Step previous() {
    return switch (this) {
      case POSTCODE, RESTAURANT, LEAVE -> POSTCODE;
      case BASKET -> RESTAURANT;
      case REVIEW -> BASKET;
      case DETAILS -> REVIEW;
      case PLACE -> DETAILS;
      case FOLLOW -> LEAVE;
    };
  }
}
