/** The two ends of {@code benchmark/compare.sh} that are more than a script's work. */
package grapevine.benchmark.compare;
