package io.nightshift.remediation.action;

import io.nightshift.core.json.JsonException;
import io.nightshift.core.json.View;
import java.time.Duration;
import java.time.format.DateTimeParseException;

/** Reads parameters of actions. */
final class Read {

    private Read() {}

    static int positive(View value) throws JsonException {
        return whole(value, 1, 1_000_000);
    }

    static int whole(View value, int least, int most) throws JsonException {
        long number = value.integer();
        if (number < least || number > most) {
            throw value.wrong("a whole number from " + least + " to " + most);
        }
        return (int) number;
    }

    static int positiveOr(View value, int otherwise) throws JsonException {
        return value.exists() ? positive(value) : otherwise;
    }

    /** A duration in ISO-8601 ({@code PT10M}), the form in which the policy writes every duration. */
    static Duration durationOr(View value, Duration otherwise) throws JsonException {
        return value.exists() ? duration(value) : otherwise;
    }

    static Duration duration(View value) throws JsonException {
        try {
            return Duration.parse(value.text());
        } catch (DateTimeParseException e) {
            throw value.wrong("a duration such as PT10M");
        }
    }
}
