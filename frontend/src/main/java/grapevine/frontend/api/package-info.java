/**
 * API v1: what each path means, who calls, what they have seen, and the rules on what they may
 * send.
 */
package grapevine.frontend.api;
