package grapevine.simulator.history;

/**
 * What a history contained. A checker finds nothing in an empty one, so a run below a floor of
 * these has not passed.
 *
 * @param readsOfOthers good reads whose answer showed another session's write
 * @param finalStates replicas compared at the end
 */
public record HistoryCounts(int okWrites, int okReads, int readsOfOthers, int finalStates) {}
