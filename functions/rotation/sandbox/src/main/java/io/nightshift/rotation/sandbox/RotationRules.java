package io.nightshift.rotation.sandbox;

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
import io.nightshift.rotation.RotationPlaybook;
import io.nightshift.rotation.RotationSpec;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A policy with one entry for each secret.
 *
 * @param plans by the secret's name
 * @param asks whether a rotation needs an approval
 */
public record RotationRules(Map<String, Json.Obj> plans, Mode mode, boolean asks, List<Freeze> freezes)
        implements Rules {

    private static final GuardrailSettings.Approval APPROVAL =
            new GuardrailSettings.Approval(List.of("alice", "bob"), 1, Duration.ofHours(1));

    @Override
    public String hash() {
        return Sha256.hex(toString());
    }

    @Override
    public List<Route> route(Signal signal) {
        var plan = plans.get(signal.subject().name());
        if (plan == null) {
            return List.of();
        }
        var asked = Json.obj()
                .with("approvers", Json.strings(APPROVAL.approvers()))
                .with("needed", APPROVAL.needed())
                .with("withinSeconds", APPROVAL.within().toSeconds());
        return List.of(new Route(
                signal.subject().name(), "", RotationPlaybook.NAME, asks ? plan.with("approval", asked) : plan));
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
                new Rate(1000, Duration.ofHours(1)),
                new Blast(100, 1000),
                Duration.ofHours(1),
                Optional.empty(),
                new Breaker(100, Duration.ofHours(24)),
                new Rate(1000, Duration.ofHours(1)),
                "ops"));
    }

    @Override
    public Optional<GuardrailSettings.Approval> approval(String rule, String environment, String stage) {
        return asks && stage.equals(RotationSpec.STAGE) ? Optional.of(APPROVAL) : Optional.empty();
    }
}
