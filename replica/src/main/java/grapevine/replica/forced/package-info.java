/**
 * One order for all (R20-R25): the log of forced commands, kept by Apache Ratis inside each replica
 * manager. Its messages go over the links that the replica managers have anyway; its disk is a
 * directory beside the database.
 */
package grapevine.replica.forced;
