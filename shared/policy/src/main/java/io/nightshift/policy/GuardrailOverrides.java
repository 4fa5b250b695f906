package io.nightshift.policy;

import io.nightshift.core.guard.GuardrailSettings;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * The guardrails that one level of the policy sets; unset values are empty.
 *
 * @param share percent of a group that may be down or in action
 * @param optOut accumulates over the levels; the others are replaced individually
 */
public record GuardrailOverrides(
        Optional<Duration> coolDown,
        Limit rate,
        Optional<Integer> share,
        Optional<Integer> atMost,
        Optional<Duration> lock,
        Limit breaker,
        Limit recurrence,
        Set<String> optOut,
        Optional<Set<String>> optIn) {

    public GuardrailOverrides {
        optOut = Set.copyOf(optOut);
        optIn = optIn.map(Set::copyOf);
    }

    /** At most {@code times} within a sliding window. */
    public record Limit(Optional<Integer> times, Optional<Duration> window) {

        static Limit of(int times, Duration window) {
            return new Limit(Optional.of(times), Optional.of(window));
        }

        Limit over(Limit outer) {
            return new Limit(times.or(outer::times), window.or(outer::window));
        }

        GuardrailSettings.Rate rate() {
            return new GuardrailSettings.Rate(times.orElseThrow(), window.orElseThrow());
        }
    }

    static GuardrailOverrides of(GuardrailSettings overrides) {
        return new GuardrailOverrides(
                Optional.of(overrides.coolDown()),
                Limit.of(overrides.rate().times(), overrides.rate().window()),
                Optional.of(overrides.blast().percent()),
                Optional.of(overrides.blast().atMost()),
                Optional.of(overrides.lock()),
                Limit.of(overrides.breaker().failures(), overrides.breaker().window()),
                Limit.of(overrides.recurrence().times(), overrides.recurrence().window()),
                overrides.optOut(),
                Optional.of(overrides.optIn()));
    }

    /** Only the opt-out tags. */
    GuardrailOverrides onlyOptOut() {
        var nothing = new Limit(Optional.empty(), Optional.empty());
        return new GuardrailOverrides(
                Optional.empty(),
                nothing,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                nothing,
                nothing,
                optOut,
                Optional.empty());
    }

    GuardrailOverrides over(GuardrailOverrides outer) {
        var tags = new TreeSet<>(outer.optOut);
        tags.addAll(optOut);
        return new GuardrailOverrides(
                coolDown.or(outer::coolDown),
                rate.over(outer.rate),
                share.or(outer::share),
                atMost.or(outer::atMost),
                lock.or(outer::lock),
                breaker.over(outer.breaker),
                recurrence.over(outer.recurrence),
                tags,
                optIn.or(outer::optIn));
    }
}
