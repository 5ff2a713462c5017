/** JMH benchmarks of the parts that every call passes through. */
package grapevine.benchmark.micro;
