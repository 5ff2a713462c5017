/** {@code grapevine demo}: an evening, told as it happens. */
package grapevine.client.demo;
