package grapevine.database;

import grapevine.protocol.DurableState.Timestamps;

/**
 * One committed state, as readers see it: the tables as they were written last, and over them what
 * has been executed since.
 *
 * @param sequence of the last operation in it
 * @param written of the last operation that the tables hold
 */
record ReadView(Timestamps timestamps, long sequence, long written, RecentRows recent) {}
