/** {@code grapevine order}: one class a step, from a postcode to a followed order. */
package grapevine.client.dialogue;
