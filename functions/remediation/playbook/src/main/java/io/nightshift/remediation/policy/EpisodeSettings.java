package io.nightshift.remediation.policy;

import static io.nightshift.policy.PolicyKey.optional;

import io.nightshift.core.json.Json;
import io.nightshift.core.json.JsonException;
import io.nightshift.core.json.View;
import io.nightshift.core.signal.Signal;
import io.nightshift.policy.PolicyAssembly;
import io.nightshift.policy.PolicyKey;
import io.nightshift.policy.Scalars;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * The settings of one level (defaults, an environment, a rule) that only remediation has; unset values are empty.
 *
 * @param soak how long an alarm must stay OK
 * @param grace how long an alarm may recover by itself before the first rung
 * @param flapLimit how many times an alarm may return within one episode
 * @param maxAge the age beyond which a signal starts nothing
 */
public record EpisodeSettings(
        Optional<Duration> soak, Optional<Duration> grace, Optional<Integer> flapLimit, Optional<Duration> maxAge) {

    /** The settings that apply if a policy sets nothing. */
    static final EpisodeSettings BUILT_IN = new EpisodeSettings(
            Optional.of(Duration.ofMinutes(5)), Optional.of(Duration.ZERO), Optional.of(5), Optional.empty());

    private static final Duration ALARM_AGE = Duration.ofHours(1);
    private static final Duration LATE_START = Duration.ofMinutes(15);
    private static final Duration USUAL_AGE = Duration.ofDays(1);

    static final List<PolicyKey> KEYS = List.of(
            optional(
                            "soak",
                            Scalars.TIME_OR_NONE,
                            "How long the alarm has to stay well before a run counts as resolved.")
                    .or("5m"),
            optional("grace", Scalars.TIME_OR_NONE, "How long an alarm may recover by itself before the first rung.")
                    .or("0s"),
            optional(
                            "flap-limit",
                            Scalars.whole(1, 1000),
                            "How many times an alarm may come back within one episode before a human gets it.")
                    .or(Json.of(5)),
            optional(
                    "max-age",
                    Scalars.LONG_TIME,
                    "The age beyond which a signal starts nothing. Default: 1h for an alarm, 15m for a schedule that was missed, 1d for any other."));

    /** Also accepts a level without its invalid values. */
    static EpisodeSettings read(View level) throws JsonException {
        return new EpisodeSettings(
                PolicyAssembly.span(level.at("soak")),
                PolicyAssembly.span(level.at("grace")),
                PolicyAssembly.whole(level.at("flap-limit")),
                PolicyAssembly.span(level.at("max-age")));
    }

    /** The age beyond which this signal starts nothing. */
    Duration maxAge(Signal signal) {
        return maxAge.orElseGet(() -> usualAge(signal));
    }

    private static Duration usualAge(Signal signal) {
        if (signal instanceof Signal.Due) {
            return LATE_START;
        }
        return signal instanceof Signal.Alarm ? ALARM_AGE : USUAL_AGE;
    }

    /** This level merged over an outer one: this level wins. */
    EpisodeSettings over(EpisodeSettings outer) {
        return new EpisodeSettings(
                soak.or(outer::soak), grace.or(outer::grace), flapLimit.or(outer::flapLimit), maxAge.or(outer::maxAge));
    }
}
