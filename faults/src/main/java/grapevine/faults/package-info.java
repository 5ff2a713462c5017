/** Customers of a running cluster who believe nothing, and what they found. */
package grapevine.faults;
