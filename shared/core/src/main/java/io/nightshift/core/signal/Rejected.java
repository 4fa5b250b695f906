package io.nightshift.core.signal;

/**
 * A part of a payload that could not be decoded, and why. It goes to the dead-letter destination; the rest of the
 * payload is processed.
 *
 * @param place the place in the payload ({@code $.Records[3].body}); {@code $} for the whole
 * @param reason what is invalid and what is valid; contains no value from the payload
 */
public record Rejected(String place, String reason) {

    @Override
    public String toString() {
        return place.equals("$") ? reason : place + ": " + reason;
    }
}
