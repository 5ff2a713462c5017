package grapevine.replica.provider;

import java.time.LocalDate;

/**
 * What an inspector found. It is hygiene, and never mixed with what customers say.
 *
 * @param value 0 to 5, or words: Exempt, AwaitingInspection; in Scotland Pass, Improvement Required
 * @param date null when there is none
 * @param place null when it is not published, as for caterers who work at home
 */
public record HygieneRating(
    long fhrsId, String name, String value, LocalDate date, Coordinates place) {}
