/**
 * {@code grapevine kitchen} and {@code grapevine courier}: orders come in live, words move them.
 */
package grapevine.client.desk;
