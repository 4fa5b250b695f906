package io.nightshift.sandbox.simulation;

import io.nightshift.core.engine.Rules;
import io.nightshift.core.guard.Freeze;
import io.nightshift.core.guard.GuardrailSettings;
import io.nightshift.core.guard.GuardrailSettings.Blast;
import io.nightshift.core.guard.GuardrailSettings.Breaker;
import io.nightshift.core.guard.GuardrailSettings.Rate;
import io.nightshift.core.guard.Mode;
import io.nightshift.core.json.Json;
import io.nightshift.core.run.Sha256;
import io.nightshift.core.signal.Signal;
import java.time.Duration;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A policy with one entry for each subject, whose guardrails limit nothing but the mode and the freezes.
 *
 * @param stage under which the playbook asks for its approval
 * @param plans by the entry's name, which a request names, or else the subject's name
 * @param asks whether a run needs an approval by alice or bob
 */
public record PlanRules(
        String playbook, String stage, Map<String, Json.Obj> plans, Mode mode, boolean asks, List<Freeze> freezes)
        implements Rules {

    private static final GuardrailSettings.Approval APPROVAL =
            new GuardrailSettings.Approval(List.of("alice", "bob"), 1, Duration.ofHours(1));

    private static final Duration HOUR = Duration.ofHours(1);

    private static final List<Freeze> SALE = List.of(new Freeze.Once(
            "sale", ZoneOffset.UTC, LocalDateTime.parse("2026-11-20T22:30"), LocalDateTime.parse("2026-11-20T23:15")));

    /** The policies of a night: acting, asking, frozen in between, and dry-run. */
    public static List<Rules> ofANight(String playbook, String stage, Map<String, Json.Obj> plans) {
        return List.of(
                new PlanRules(playbook, stage, plans, Mode.ACT, false, List.of()),
                new PlanRules(playbook, stage, plans, Mode.ACT, true, List.of()),
                new PlanRules(playbook, stage, plans, Mode.ACT, false, SALE),
                new PlanRules(playbook, stage, plans, Mode.DRY_RUN, false, List.of()));
    }

    @Override
    public String hash() {
        return Sha256.hex(toString());
    }

    @Override
    public List<Route> route(Signal signal) {
        var name = signal instanceof Signal.Request request && !request.rule().isEmpty()
                ? request.rule()
                : signal.subject().name();
        var plan = plans.get(name);
        if (plan == null) {
            return List.of();
        }
        return List.of(new Route(name, "", playbook, asks ? plan.with("approval", APPROVAL.toJson()) : plan));
    }

    @Override
    public Optional<GuardrailSettings> settings(String rule, String environment) {
        var usual = GuardrailSettings.DEFAULT;
        return Optional.of(new GuardrailSettings(
                mode,
                usual.optOut(),
                usual.optIn(),
                freezes,
                Duration.ZERO,
                new Rate(1000, HOUR),
                new Blast(100, 1000),
                HOUR,
                Optional.empty(),
                new Breaker(100, Duration.ofHours(24)),
                new Rate(1000, HOUR),
                "ops"));
    }

    @Override
    public Optional<GuardrailSettings.Approval> approval(String rule, String environment, String asking) {
        return asks && asking.equals(stage) ? Optional.of(APPROVAL) : Optional.empty();
    }
}
