package grapevine.database;

import grapevine.protocol.Payload;
import grapevine.protocol.VectorTimestamp;

/**
 * An answer and the state it was read from, all of one snapshot.
 *
 * @param durability 2 when everything shown is on two disks, else 1 (R6a)
 */
public record QueryResult(
    Payload answer, VectorTimestamp valueTimestamp, long lamport, int durability) {}
