/** What every process tells about itself at {@code /metrics}. */
package grapevine.common.metrics;
