package io.nightshift.chat.slack;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Keeps one process below Slack's rates: 50 changes a minute in a workspace, and one message a second in a channel. Who has to wait
 * gets a place, and keeps it. Several processes share the rates of Slack; a 429 tells them.
 */
final class SlackRates {

    private static final int CHANGES = 50;
    private static final Duration MINUTE = Duration.ofMinutes(1);
    private static final Duration EACH = Duration.ofSeconds(1);
    private static final int MOST_PLACES = 10_000;

    private final Deque<Instant> changes = new ArrayDeque<>();
    private final Map<String, Instant> next = new HashMap<>();
    private final Map<String, Instant> places = new HashMap<>();

    /** How long a change has to wait; empty if it may go now, and counts. */
    synchronized Optional<Duration> change(Instant now) {
        while (!changes.isEmpty() && !changes.getFirst().plus(MINUTE).isAfter(now)) {
            changes.removeFirst();
        }
        if (changes.size() < CHANGES) {
            changes.addLast(now);
            return Optional.empty();
        }
        return Optional.of(Duration.between(now, changes.getFirst().plus(MINUTE)));
    }

    /**
     * How long a message has to wait; empty if it may go now.
     *
     * @param token the same in each attempt, so that it keeps its place
     */
    synchronized Optional<Duration> post(String channel, String token, Instant now) {
        if (places.size() > MOST_PLACES) {
            places.values().removeIf(place -> place.isBefore(now));
        }
        var place = places.get(token);
        if (place == null) {
            var free = next.getOrDefault(channel, now);
            place = free.isBefore(now) ? now : free;
            next.put(channel, place.plus(EACH));
        }
        if (place.isAfter(now)) {
            places.put(token, place);
            return Optional.of(Duration.between(now, place));
        }
        places.remove(token);
        return Optional.empty();
    }
}
