package io.nightshift.remediation.execution;

import io.nightshift.remediation.action.CleanupActions;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeParseException;
import java.util.Optional;

/**
 * The mark of something unused that may be deleted from a date on. What was marked long ago may have been used since, so
 * a mark allows the deletion for a limited time only.
 *
 * @param value of the tag {@link CleanupActions#MARK}; empty without one
 */
public record DeletionMark(String value, Instant now) {

    private static final int VALID_DAYS = 14;

    /** The mark stays as it is, so that a repeated finding never moves the date; one that passed long ago is made anew. */
    public String orNew(Duration after) {
        return value.isEmpty() || isStale() ? day(now.plus(after)).toString() : value;
    }

    /**
     * The same state, which cannot be deleted unless the mark has passed.
     *
     * @param what the provider's word: {@code tag}, {@code label}
     */
    public Setting.State guarding(Setting.State state, String what) {
        return state.cannotIf(
                        value.isEmpty(), "it is not marked: the " + what + " " + CleanupActions.MARK + " is missing")
                .cannotIf(
                        !hasPassed(),
                        "its mark has not passed: " + CleanupActions.MARK
                                + " is a later date, no date, or passed more than " + VALID_DAYS + " days ago");
    }

    private boolean hasPassed() {
        return date().filter(date -> date.isBefore(day(now))).isPresent() && !isStale();
    }

    private boolean isStale() {
        return date().filter(date -> date.isBefore(day(now).minusDays(VALID_DAYS)))
                .isPresent();
    }

    private Optional<LocalDate> date() {
        try {
            return Optional.of(LocalDate.parse(value));
        } catch (DateTimeParseException e) {
            return Optional.empty();
        }
    }

    private static LocalDate day(Instant time) {
        return LocalDate.ofInstant(time, ZoneOffset.UTC);
    }
}
