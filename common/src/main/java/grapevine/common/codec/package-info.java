/**
 * The binary form of the protocol's types, the same on disk, on links and in tokens. Whatever
 * arrives is checked here: past this package, a message is well formed.
 */
package grapevine.common.codec;
