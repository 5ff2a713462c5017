package grapevine.protocol;

import java.util.List;

/**
 * How far one call id has come at one replica manager: told to operators, never used by the
 * protocol.
 *
 * @param dots its records that are known here; empty for one that is not
 * @param isExecuted the state here shows it
 * @param isKnownByAll every member is known to hold one of these records
 */
public record Whereabouts(List<Dot> dots, boolean isExecuted, boolean isKnownByAll) {
  public Whereabouts {
    dots = List.copyOf(dots);
  }
}
