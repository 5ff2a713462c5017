/** Golden scenarios: stories in text files, with what the cores did. */
package grapevine.simulator.scenario;
