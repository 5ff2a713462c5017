/**
 * Talks to front ends: calls, fail-over, retries under one key, and the session in its file. Prints
 * nothing.
 */
package grapevine.client.api;
