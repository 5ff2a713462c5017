/**
 * The ordering vocabulary: what clients ask, what updates say, what is answered. Immutable records,
 * no behaviour that needs a clock or a network.
 */
package grapevine.common.ordering;
