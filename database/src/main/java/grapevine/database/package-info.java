/**
 * A replica manager's disk: one SQLite file with the update log, the executed operations, the
 * timestamps and the value, changed together in one transaction for each batch of inputs. {@link
 * grapevine.database.ReplicaDatabase} is the door.
 */
package grapevine.database;
