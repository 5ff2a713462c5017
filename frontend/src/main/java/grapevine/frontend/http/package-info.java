/**
 * HTTP on Jetty's core, without servlets: routes, bounded bodies and problem documents. Knows
 * nothing of orders.
 */
package grapevine.frontend.http;
