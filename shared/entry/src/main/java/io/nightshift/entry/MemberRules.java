package io.nightshift.entry;

import io.nightshift.core.engine.Rules;
import io.nightshift.core.guard.GuardrailSettings;
import io.nightshift.core.signal.Signal;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The rules of a policy, without mappings of alerts into members: what a sender writes into labels chooses no role. */
record MemberRules(MemberAccounts accounts, Rules rules) implements Rules {

    @Override
    public Signal identify(Signal signal) {
        var identified = rules.identify(signal);
        return accounts.moved(signal, identified) ? signal : identified;
    }

    @Override
    public String hash() {
        return rules.hash();
    }

    @Override
    public List<Signal.Due> due(Instant now) {
        return rules.due(now);
    }

    @Override
    public Map<String, String> schedules() {
        return rules.schedules();
    }

    @Override
    public List<Route> route(Signal signal) {
        return rules.route(signal);
    }

    @Override
    public Optional<GuardrailSettings> settings(String rule, String environment) {
        return rules.settings(rule, environment);
    }

    @Override
    public Optional<GuardrailSettings.Approval> approval(String rule, String environment, String stage) {
        return rules.approval(rule, environment, stage);
    }
}
