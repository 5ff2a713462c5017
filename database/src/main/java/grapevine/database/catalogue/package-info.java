/**
 * The built-in catalogue: invented restaurants with menus near known postcodes. It is a pure
 * function of two files in the jar, so every replica holds the same one and none of it needs to be
 * replicated. What owners have changed comes with each question.
 */
package grapevine.database.catalogue;
