package io.nightshift.policy;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * When a channel is used, and for whom.
 *
 * @param quiet the hours in which only pages go out; other messages wait
 * @param digest how often messages that are no pages go out, together; empty for at once
 * @param mentions the people who are mentioned by a page
 * @param fallback the channel that takes what this one does not
 */
public record ChannelRules(
        Optional<QuietHours> quiet, Optional<Duration> digest, List<String> mentions, Optional<String> fallback) {

    /** At once, always, and without mentions. */
    public static final ChannelRules NONE =
            new ChannelRules(Optional.empty(), Optional.empty(), List.of(), Optional.empty());

    public ChannelRules {
        mentions = List.copyOf(mentions);
    }
}
