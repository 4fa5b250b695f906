package io.nightshift.sandbox.simulation;

import io.nightshift.core.engine.Rules;
import io.nightshift.core.guard.GuardrailSettings;
import io.nightshift.core.signal.Signal;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * A policy that a test changes in the middle of a run; its hash stays.
 *
 * @param now the rules at this moment
 */
public record ChangingRules(Supplier<Rules> now) implements Rules {

    @Override
    public String hash() {
        return "policy";
    }

    @Override
    public List<Route> route(Signal signal) {
        return now.get().route(signal);
    }

    @Override
    public Optional<GuardrailSettings> settings(String rule, String environment) {
        return now.get().settings(rule, environment);
    }

    @Override
    public Optional<GuardrailSettings.Approval> approval(String rule, String environment, String stage) {
        return now.get().approval(rule, environment, stage);
    }
}
