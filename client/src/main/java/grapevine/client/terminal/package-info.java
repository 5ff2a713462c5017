/** Lines typed at a terminal: editing, completion, history. Knows JLine, and alone does. */
package grapevine.client.terminal;
