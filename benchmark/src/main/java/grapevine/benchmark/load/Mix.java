package grapevine.benchmark.load;

import java.util.SplittableRandom;

/** Which requests a run is made of. */
public enum Mix {
  /** New orders only. */
  PLACE,
  /** Each customer reads the own newest order. */
  READ,
  /** As many of the one as of the other, in random order. */
  MIXED;

  RequestKind draw(SplittableRandom random) {
    return switch (this) {
      case PLACE -> RequestKind.PLACE;
      case READ -> RequestKind.READ;
      case MIXED -> random.nextBoolean() ? RequestKind.PLACE : RequestKind.READ;
    };
  }

  /** Whether customers need an order before it can begin. */
  public boolean reads() {
    return this != PLACE;
  }
}
