package io.nightshift.remediation.policy;

import io.nightshift.core.json.JsonException;
import io.nightshift.core.json.View;
import io.nightshift.policy.NameTemplate;
import io.nightshift.policy.Problems;
import java.util.List;

/** Checks that a rule with a schedule has a target of its own, and that only such a rule names an account and region. */
final class ScheduleCheck {

    private ScheduleCheck() {}

    static void run(Problems problems, View rule) throws JsonException {
        var target = rule.at("target");
        boolean scheduled = rule.at("schedule").exists();
        if (scheduled && !target.exists()) {
            problems.add(
                    rule.at("schedule").path(), "a rule with a schedule needs a target: no signal names its resource");
        }
        for (var key : List.of("account", "region")) {
            if (!scheduled && target.at(key).exists()) {
                problems.add(
                        target.at(key).path(),
                        "only a rule with a schedule names it; any other target is where its signal comes from");
            }
        }
        if (scheduled && target.at("relation").exists()) {
            problems.add(
                    target.at("relation").path(),
                    "a schedule has no signal to be related to; name the resource here, and the relation in the target of an action");
        }
        if (scheduled) {
            fixed(problems, target);
            for (var rung : rule.at("ladder").items()) {
                fixed(problems, rung.at("target"));
            }
        }
    }

    private static void fixed(Problems problems, View target) throws JsonException {
        var name = target.at("name");
        if (!new NameTemplate(name.textOr("")).isFixed()) {
            problems.add(name.path(), "a schedule has no labels; write the name itself");
        }
    }
}
