/** What a front end counts and times for {@code /metrics}. */
package grapevine.frontend.metrics;
