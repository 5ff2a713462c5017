/**
 * A small HTTP/1.1 client for load: one selector, one request at a time on a connection. It shares
 * its machine with what it measures, so a request has to cost it microseconds.
 */
package grapevine.benchmark.http;
