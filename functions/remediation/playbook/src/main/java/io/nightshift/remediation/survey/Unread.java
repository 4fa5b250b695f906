package io.nightshift.remediation.survey;

/**
 * Something that could not be read.
 *
 * @param what in words: {@code alarms}, {@code databases}
 * @param place the region, project or cluster
 * @param why in words; without anything that the provider wrote, except codes
 */
public record Unread(String what, String place, String why) {

    /** Without the alarms of a place nobody can say which are missing there. */
    public static final String ALARMS = "alarms";
}
