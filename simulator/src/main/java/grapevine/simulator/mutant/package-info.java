/**
 * Bugs made on purpose, which the harness must catch. Each is a text file, {@code
 * mutants/NAME.mutant}, whose name also stands in {@code mutants/index}:
 *
 * <pre>
 * # What is broken, what comes of it, and who had the idea.
 * rule R10 (or an invariant, such as I22)
 * caught by scenario NAME (may be left out: then a seed must catch it)
 *
 * in protocol/src/main/java/grapevine/protocol/ReadyLoop.java
 * -whole lines, exactly as they stand once in that file
 * +what takes their place
 * </pre>
 *
 * <p>A file may have more than one edit, and a mutant more than one file.
 */
package grapevine.simulator.mutant;
