package io.nightshift.core.signal;

/**
 * What could not be decoded, and why; it goes to the dead-letter destination and never takes its neighbours with it.
 *
 * @param place where in the payload ({@code $.Records[3].body}); {@code $} for the whole
 * @param reason what is wrong and what is valid; holds no value out of the payload
 */
public record Rejected(String place, String reason) {

    @Override
    public String toString() {
        return place.equals("$") ? reason : place + ": " + reason;
    }
}
