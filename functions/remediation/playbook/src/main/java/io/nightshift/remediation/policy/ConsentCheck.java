package io.nightshift.remediation.policy;

import io.nightshift.core.act.ActionCatalogue;
import io.nightshift.core.act.ActionType;
import io.nightshift.core.json.Json;
import io.nightshift.core.json.JsonException;
import io.nightshift.core.json.View;
import io.nightshift.policy.ApprovalPolicy;
import io.nightshift.policy.PolicySettings;
import io.nightshift.policy.Problems;
import io.nightshift.remediation.action.DatabaseActions;
import io.nightshift.remediation.action.FailOverSql;
import io.nightshift.remediation.action.GoogleActions;
import io.nightshift.remediation.action.RebootDatabase;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Checks that a rule names approvers for what nobody can undo, and for failovers on a schedule: those are tests on production. A
 * failover that answers a signal is a remediation, and asks if its rule says so.
 */
record ConsentCheck(ActionCatalogue actions) {

    private static final Set<String> FAILOVERS = Set.of(
            FailOverSql.TYPE.name(), DatabaseActions.FAIL_OVER_CLUSTER.name(), GoogleActions.FAIL_OVER_CACHE.name());

    /** @param levels the rule's settings in each of its environments, and in none */
    void run(Problems problems, View rule, List<PolicySettings> levels) throws JsonException {
        if (levels.stream().allMatch(ConsentCheck::asks)) {
            return;
        }
        for (var rung : rule.at("ladder").items()) {
            var why = reason(rung, rule.at("schedule").exists());
            if (why.isPresent()) {
                problems.add(rung.at("action").path(), why.get() + ": the rule has to name approvers (approval)");
            }
        }
    }

    private static boolean asks(PolicySettings settings) {
        return settings.approval()
                .filter(ApprovalPolicy.Needed.class::isInstance)
                .isPresent();
    }

    private Optional<String> reason(View rung, boolean scheduled) throws JsonException {
        var name = rung.at("action").textOr("");
        if (actions.type(name).filter(ActionType::irreversible).isPresent()) {
            return Optional.of(name + " cannot be undone");
        }
        return scheduled && isFailover(name, rung)
                ? Optional.of(name + " on a schedule is a failover test, which always asks")
                : Optional.empty();
    }

    /** A reboot is one if it says so; what is not a boolean is refused elsewhere. */
    private static boolean isFailover(String action, View rung) throws JsonException {
        var failover = rung.at("with", "failover");
        return FAILOVERS.contains(action)
                || (action.equals(RebootDatabase.TYPE.name())
                        && failover.exists()
                        && Json.of(true).equals(rung.at("with").object().get("failover")));
    }
}
