package io.nightshift.core.engine;

import io.nightshift.core.guard.DurationText;
import io.nightshift.core.guard.GuardrailSettings;
import io.nightshift.core.json.Json;
import io.nightshift.core.run.Playbook;
import io.nightshift.core.signal.Resource;
import io.nightshift.core.signal.Signal;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The current policy, as the engine uses it. */
public interface Rules {

    /** The content hash of the policy; every ledger entry contains it. */
    String hash();

    /** The signal with the subject that the policy gives to it, if it names no resource of a cloud itself. */
    default Signal identify(Signal signal) {
        return signal;
    }

    /** The latest signal of each of the policy's schedules. The engine ignores those that it has handled. */
    default List<Signal.Due> due(Instant now) {
        return List.of();
    }

    /**
     * The policy's schedules by name, each with a text that says when it starts. A schedule with another name or text is a
     * new one: its times begin when the engine first sees it.
     */
    default Map<String, String> schedules() {
        return Map.of();
    }

    /** The routes of a signal that {@link #identify} returned: the first matching rule of each playbook. */
    List<Route> route(Signal signal);

    /** The guardrails of a rule in an environment; empty if the current policy has no such rule. */
    Optional<GuardrailSettings> settings(String rule, String environment);

    /**
     * The approvers whom the current policy asks before an act of that rule; empty if it asks nobody.
     *
     * @param stage the stage of a promotion that asks; empty if the rule's guardrails ask
     */
    default Optional<GuardrailSettings.Approval> approval(String rule, String environment, String stage) {
        return settings(rule, environment).flatMap(GuardrailSettings::approval);
    }

    /**
     * One route of a signal.
     *
     * @param environment the environment of the signal; empty if the policy names none
     * @param plan the rule's settings for its playbook
     * @param target what the run is about, if it is not the signal's subject. All signals of a rule about the same
     *     resource belong to one run while it is open
     * @param maxAge the age beyond which a signal starts no run; empty for none
     * @param part what of the target the run is about, if runs about different parts are independent; empty for all of it
     */
    record Route(
            String rule,
            String environment,
            String playbook,
            Json.Obj plan,
            Optional<Resource> target,
            Optional<Duration> maxAge,
            String part) {

        private static final Duration MOST_AHEAD = Duration.ofMinutes(5);

        /** The run is about the subject of the signal, however old the signal is. */
        public Route(String rule, String environment, String playbook, Json.Obj plan) {
            this(rule, environment, playbook, plan, Optional.empty(), Optional.empty(), "");
        }

        /** What ties signals of this route to one run. */
        String cause(Playbook<?> of, Signal signal) {
            return part.isEmpty() ? of.cause(signal, rule) : of.cause(signal, rule) + "\n" + part;
        }

        Resource subject(Signal signal) {
            return target.orElse(signal.subject());
        }

        /**
         * Why a signal of that time starts no run: {@code too old: 3 h, the limit is 1 h}, or it is ahead of the clock;
         * empty if it may. A route without an age limit takes every time.
         */
        public Optional<String> untimely(Instant time, Instant now) {
            var age = Duration.between(time, now);
            if (maxAge.isPresent() && age.negated().compareTo(MOST_AHEAD) > 0) {
                return Optional.of("its time is " + DurationText.say(age.negated()) + " ahead, at most "
                        + DurationText.say(MOST_AHEAD) + " are taken for a clock that is fast");
            }
            return maxAge.filter(limit -> age.compareTo(limit) > 0)
                    .map(limit -> "too old: " + DurationText.say(age) + ", the limit is " + DurationText.say(limit));
        }
    }
}
