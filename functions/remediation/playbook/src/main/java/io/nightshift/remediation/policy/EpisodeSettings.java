package io.nightshift.remediation.policy;

import static io.nightshift.policy.PolicyKey.optional;

import io.nightshift.core.json.Json;
import io.nightshift.core.json.JsonException;
import io.nightshift.core.json.View;
import io.nightshift.policy.Assembly;
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
 */
public record EpisodeSettings(Optional<Duration> soak, Optional<Duration> grace, Optional<Integer> flapLimit) {

    /** The settings that apply if a policy sets nothing. */
    static final EpisodeSettings BUILT_IN =
            new EpisodeSettings(Optional.of(Duration.ofMinutes(5)), Optional.of(Duration.ZERO), Optional.of(5));

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
                    .or(Json.of(5)));

    /** Also accepts a level without its invalid values. */
    static EpisodeSettings read(View level) throws JsonException {
        return new EpisodeSettings(
                Assembly.span(level.at("soak")),
                Assembly.span(level.at("grace")),
                Assembly.whole(level.at("flap-limit")));
    }

    /** This level merged over an outer one: this level wins. */
    EpisodeSettings over(EpisodeSettings outer) {
        return new EpisodeSettings(soak.or(outer::soak), grace.or(outer::grace), flapLimit.or(outer::flapLimit));
    }
}
