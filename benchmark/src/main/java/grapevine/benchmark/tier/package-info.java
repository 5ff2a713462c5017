/**
 * What one would write instead of Grapevine: an HTTP/JSON tier over a replicated store, made as
 * well as such a tier usually is, to be compared with (see {@code benchmark/compare.sh}).
 */
package grapevine.benchmark.tier;
