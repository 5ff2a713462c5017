/** The command line: one class a command, and what the process is connected to. */
package grapevine.client.command;
