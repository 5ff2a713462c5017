/**
 * The replica manager's process: everything with a thread, a clock, a socket or a file, round
 * {@link grapevine.protocol.ReplicaManager}. One thread owns the core and the database's writer
 * ({@link grapevine.replica.EventLoop}); all others hand it inputs and are handed effects.
 */
package grapevine.replica;
