/**
 * Who may speak to whom: everything is derived from one key that all processes of a cluster share.
 */
package grapevine.common.security;
