/** Turns answers into text for a terminal; everything from a server is cleaned on the way. */
package grapevine.client.text;
