/** Virtual time, machines, the network and what goes wrong with them. */
package grapevine.simulator.world;
