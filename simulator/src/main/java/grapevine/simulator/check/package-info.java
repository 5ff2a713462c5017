/** Checkers that look inside: each keeps its own account and trusts no other. */
package grapevine.simulator.check;
