/**
 * The front end's side of the cluster: the loop round the core, and the links to the replica
 * managers.
 */
package grapevine.frontend.cluster;
