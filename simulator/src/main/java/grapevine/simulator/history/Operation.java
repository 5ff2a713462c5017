package grapevine.simulator.history;

import java.util.BitSet;
import java.util.List;
import java.util.Optional;

/**
 * An operation under way. What it is owed was settled when it was invoked: what the session learns
 * meanwhile is not in the token that it carries.
 *
 * @param known the session's clock at the invocation
 * @param orders of a read: those whose absence means something
 */
record Operation(BitSet known, Optional<Write> write, List<String> orders) {}
