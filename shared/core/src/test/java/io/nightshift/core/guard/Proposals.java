package io.nightshift.core.guard;

import io.nightshift.core.act.Action;
import io.nightshift.core.act.ActionType;
import io.nightshift.core.act.Actor.Group;
import io.nightshift.core.act.Repetition;
import io.nightshift.core.json.Json;
import io.nightshift.core.json.JsonException;
import io.nightshift.core.signal.Origin;
import io.nightshift.core.signal.Resource;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Builds proposals that every guardrail allows, but for what a test changes. */
final class Proposals {

    static final Instant NOW = Instant.parse("2026-11-21T03:00:00Z");
    static final Resource TARGET = new Resource(Origin.aws("111122223333", "eu-central-1"), "ec2:instance", "i-1");

    String run = "run-1";
    boolean undo;
    boolean disruptive = true;
    boolean irreversible;
    boolean tells;
    Instant now = NOW;
    List<String> agreed = List.of();
    Optional<Group> group = Optional.empty();
    Optional<String> blind = Optional.empty();
    Map<String, String> tags = Map.of();
    Mode mode = Mode.ACT;
    Set<String> optIn = Set.of();
    List<Freeze> freezes = List.of();
    GuardrailSettings.Rate rate = new GuardrailSettings.Rate(3, Duration.ofHours(1));
    GuardrailSettings.Blast blast = new GuardrailSettings.Blast(25, 2);
    Optional<GuardrailSettings.Approval> approval = Optional.empty();
    GuardrailSettings.Rate recurrence = new GuardrailSettings.Rate(3, Duration.ofHours(6));

    private record Change(Resource target, boolean disruptive, boolean irreversible, boolean tells) implements Action {
        @Override
        public ActionType type() {
            return new ActionType(
                    "change",
                    "Changes something.",
                    Set.of(),
                    Repetition.CONVERGENT,
                    disruptive,
                    false,
                    irreversible,
                    Map.of(),
                    List.of(),
                    (target, with) -> new Change(target, true, irreversible, tells));
        }

        @Override
        public String sentence() {
            return "change " + target.name();
        }
    }

    GuardrailSettings settings() {
        return new GuardrailSettings(
                mode,
                Set.of("nightshift=off"),
                optIn,
                freezes,
                Duration.ofMinutes(15),
                rate,
                blast,
                Duration.ofHours(1),
                approval,
                new GuardrailSettings.Breaker(3, Duration.ofHours(24)),
                recurrence,
                "ops");
    }

    Proposal build() {
        return new Proposal(
                run,
                "remediation",
                "web",
                new Change(TARGET, disruptive, irreversible, tells),
                undo,
                "hash-of-the-plan-that-was-shown",
                agreed,
                Optional.of(settings()),
                tags,
                group,
                blind,
                now);
    }

    Guardrails.Judgement judge(Map<String, Json.Obj> marks) {
        return Guardrails.judge(build(), new Marks(marks));
    }

    Verdict verdict(String guardrail, Map<String, Json.Obj> marks) {
        return judge(marks).verdicts().stream()
                .filter(verdict -> verdict.guardrail().equals(guardrail))
                .findFirst()
                .orElseThrow();
    }

    /** The marks after this act went ahead. */
    Map<String, Json.Obj> after(Map<String, Json.Obj> marks) {
        var next = new HashMap<>(marks);
        judge(marks).claims().forEach(mark -> next.put(mark.key(), mark.value()));
        return next;
    }

    /** The rate limit's claim, whatever the other guardrails say. */
    Mark rateClaim(Map<String, Json.Obj> marks) {
        try {
            return new RateGuardrail().claims(build(), new Marks(marks)).getFirst();
        } catch (JsonException e) {
            throw new AssertionError(e);
        }
    }

    Map<String, Json.Obj> rateAfter(Map<String, Json.Obj> marks) {
        var next = new HashMap<>(marks);
        var claim = rateClaim(marks);
        next.put(claim.key(), claim.value());
        return next;
    }
}
