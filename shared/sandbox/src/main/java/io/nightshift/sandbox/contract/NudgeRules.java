package io.nightshift.sandbox.contract;

import io.nightshift.core.engine.Rules;
import io.nightshift.core.guard.GuardrailSettings;
import io.nightshift.core.guard.Mode;
import io.nightshift.core.json.Json;
import io.nightshift.core.signal.Signal;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** One rule that matches every drill signal and acts; only the lock is strict. */
record NudgeRules() implements Rules {

    static final Duration LOCK = Duration.ofMinutes(30);

    private static final GuardrailSettings BELTS = new GuardrailSettings(
            Mode.ACT,
            Set.of(),
            Set.of(),
            List.of(),
            Duration.ZERO,
            new GuardrailSettings.Rate(1000, Duration.ofHours(1)),
            new GuardrailSettings.Blast(100, 1000),
            LOCK,
            Optional.empty(),
            new GuardrailSettings.Breaker(1000, Duration.ofHours(1)),
            new GuardrailSettings.Rate(1000, Duration.ofHours(1)),
            "ops");

    @Override
    public String hash() {
        return "policy-1";
    }

    @Override
    public List<Route> route(Signal signal) {
        return List.of(new Route("web", "prod", NudgePlaybook.NAME, Json.Obj.EMPTY));
    }

    @Override
    public Optional<GuardrailSettings> settings(String rule, String environment) {
        return Optional.of(BELTS);
    }
}
