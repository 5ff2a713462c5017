/**
 * A replica manager's disk: one SQLite file with the update log, of which a commit is one row, and
 * the tables of the value, which are written behind it. {@link grapevine.database.ReplicaDatabase}
 * is the door.
 */
package grapevine.database;
