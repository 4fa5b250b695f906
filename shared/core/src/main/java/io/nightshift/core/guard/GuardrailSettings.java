package io.nightshift.core.guard;

import io.nightshift.core.json.Json;
import io.nightshift.core.json.JsonException;
import io.nightshift.core.json.View;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The guardrails of one rule, as the policy sets them for it and its environment.
 *
 * @param mode dry-run unless the policy says otherwise
 * @param optOut {@code tag=value} or {@code tag}: a resource that carries one of them is never touched
 * @param optIn if not empty, only resources that carry one of them are touched
 * @param freezes periods in which nothing is changed
 * @param coolDown how long a resource rests after an act of another run
 * @param rate how often the rule may act
 * @param blast how much of a group may be down or in action at once
 * @param lock how long one run holds a resource; must be longer than the longest wait of its ladder
 * @param approval whose consent is needed, if any
 * @param breaker the number of unsuccessful acts that stops the rule
 * @param recurrence how many acts on one resource count as a loop
 * @param pageChannel the channel that is paged when a breaker opens
 */
public record GuardrailSettings(
        Mode mode,
        Set<String> optOut,
        Set<String> optIn,
        List<Freeze> freezes,
        Duration coolDown,
        Rate rate,
        Blast blast,
        Duration lock,
        Optional<Approval> approval,
        Breaker breaker,
        Rate recurrence,
        String pageChannel) {

    public GuardrailSettings {
        optOut = Set.copyOf(optOut);
        optIn = Set.copyOf(optIn);
        freezes = List.copyOf(freezes);
    }

    /** At most {@code times} within any {@code window}. */
    public record Rate(int times, Duration window) {}

    /**
     * @param percent of the group's members, 1 to 100
     * @param atMost members at once, whatever the group's size
     */
    public record Blast(int percent, int atMost) {}

    /**
     * @param approvers names as chat or CLI give them
     * @param needed the number of different approvers who must agree
     * @param within how long the approval stays open; then it is rejected
     */
    public record Approval(List<String> approvers, int needed, Duration within) {
        public Approval {
            approvers = List.copyOf(approvers);
        }

        /** The verdict that asks for it. */
        public Verdict.NeedApproval asked(String stage, String why) {
            return new Verdict.NeedApproval(stage, why, approvers, needed, within);
        }

        /** As the plan of a run has it. */
        public Json.Obj toJson() {
            return Json.obj()
                    .with("approvers", Json.strings(approvers))
                    .with("needed", needed)
                    .with("withinSeconds", within.toSeconds());
        }

        /** Empty if the plan has none. */
        public static Optional<Approval> read(View json) throws JsonException {
            return json.exists()
                    ? Optional.of(new Approval(
                            json.at("approvers").strings(),
                            (int) json.at("needed").integer(),
                            Duration.ofSeconds(json.at("withinSeconds").integer())))
                    : Optional.empty();
        }
    }

    /** The same guardrails, with this approval. */
    public GuardrailSettings withApproval(Optional<Approval> other) {
        return new GuardrailSettings(
                mode, optOut, optIn, freezes, coolDown, rate, blast, lock, other, breaker, recurrence, pageChannel);
    }

    /** Opens after {@code failures} unsuccessful runs within {@code window}; a human closes it. */
    public record Breaker(int failures, Duration window) {}

    /** The default guardrails, if a policy sets none: dry-run and strict limits. */
    public static final GuardrailSettings DEFAULT = new GuardrailSettings(
            Mode.DRY_RUN,
            Set.of("nightshift=off", "nightshift:opt-out"),
            Set.of(),
            List.of(),
            Duration.ofMinutes(15),
            new Rate(5, Duration.ofHours(1)),
            new Blast(25, 1),
            Duration.ofHours(1),
            Optional.empty(),
            new Breaker(3, Duration.ofHours(24)),
            new Rate(3, Duration.ofHours(6)),
            "");

    /** The default guardrails of a function that limits itself by its steps: no cool-down, no blast radius. */
    public static GuardrailSettings ofSteps(Duration lock, Breaker breaker) {
        var often = new Rate(1000, Duration.ofHours(1));
        return new GuardrailSettings(
                DEFAULT.mode,
                DEFAULT.optOut,
                DEFAULT.optIn,
                List.of(),
                Duration.ZERO,
                often,
                new Blast(100, 1000),
                lock,
                Optional.empty(),
                breaker,
                often,
                "");
    }
}
