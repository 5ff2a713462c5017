/**
 * Links between processes: WebSockets that carry batches of messages. A link loses, and never
 * repeats or reorders while it lasts; the protocol repairs what a link lost.
 */
package grapevine.common.link;
