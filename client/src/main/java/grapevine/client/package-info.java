/**
 * The terminal client: a dialogue and single commands over the public HTTP API, and nothing else.
 */
package grapevine.client;
