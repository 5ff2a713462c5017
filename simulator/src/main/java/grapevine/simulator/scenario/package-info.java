/**
 * Golden scenarios: stories in text files, with what the cores did.
 *
 * <p>A file is a sequence of blocks: prose behind {@code #}, commands, {@code ----}, their output,
 * an empty line. Nothing happens by itself: messages lie in a network until a command delivers
 * them, and time passes by {@code tick}.
 *
 * <pre>
 * cluster rms=3 fes=2 fanout=2      the first command; also timeout, degraded, starting (ticks),
 *                                   held, batch; links are open and everybody has answered, unless
 *                                   the word "stopped" is added
 * update KEY at=rm1 as=ann          places order KEY, or commands it: pizza/accept; also at=fe1,
 *                                   at=rm1,rm2, price, minute, request, lamport, deadline
 * forced NAME at=fe1 as=ann         registers that name; also key, request, deadline
 * query KEY at=rm1 as=ann           without "as" there is no token
 * token ann                         tells it; token ann rm2=7 makes one up
 * hand-over ann bob                 bob's token takes in ann's
 * tick rm1 10 | tick fe1 | tick all
 * gossip                            an interval passes, and all that it causes arrives
 * settle                            everything arrives, with all that it causes
 * deliver rm1&gt;rm2 rm*&gt;fe1          what is on its way now, in order; also only=first, only=last
 * drop rm1&gt;rm2 | repeat rm1&gt;rm2     loses it; puts a copy behind everything else
 * cut rm1&gt;rm2 | partition rm3 | heal  loses what is sent from now on: one way; to and from the rest;
 *                                   also heal rm1&gt;rm2
 * link rm1&gt;rm2 down                 a hint to rm1
 * stall rm1 | sync rm1              the disk syncs nothing; then everything
 * crash rm1 | restart rm1           links close and open
 * wipe rm1 | restore rm1            an empty disk: a new identity; the backup of the first day
 * majority rm1 no | majority rm1 yes  a hint to rm1 about the one order for all
 * change rm1 join rm4 | change rm1 fence rm3  an operator's wish, told to rm1
 * join rm4 from=rm1                 a process with what the disk of rm1 holds, and a new identity
 * state | state rm1                 values with the same letter are equal
 * </pre>
 *
 * What a replica manager proposes goes to {@code order}, as {@code deliver rm1&gt;order}; what is
 * ordered goes to everybody, and again to who could not be reached or began anew. {@code partition}
 * leaves it with the rest.
 *
 * <p>{@code quietly} before a command leaves its output out, {@code briefly} what machines send to
 * one another.
 */
package grapevine.simulator.scenario;
