package io.nightshift.remediation.policy;

import io.nightshift.core.act.ActionCatalogue;
import io.nightshift.core.act.ActionType;
import io.nightshift.core.decode.NearestName;
import io.nightshift.core.json.JsonException;
import io.nightshift.core.json.View;
import io.nightshift.core.signal.Glob;
import io.nightshift.core.signal.RelatedKinds;
import io.nightshift.core.signal.Resource.Kinds;
import io.nightshift.policy.PolicyAssembly;
import io.nightshift.policy.Problems;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Compares the kinds that an action accepts with those that a rule without a target matches. */
record KindCheck(ActionCatalogue actions) {

    private static final int SHOWN = 3;

    /** An action that accepts none of the rule's kinds is an error. */
    void run(Problems problems, View rung, View rule) throws JsonException {
        var type = unaimed(rung, rule);
        var kinds = kinds(rule);
        if (type.isPresent() && !kinds.isEmpty() && kinds.stream().noneMatch(kind -> fits(type.get(), kind))) {
            problems.add(rung.at("action").path(), wrong(type.get(), kinds));
        }
    }

    /** An action that does not accept one of the rule's kinds is a warning; patterns are left out. */
    void warn(Problems problems, View rung, View rule) throws JsonException {
        var type = unaimed(rung, rule);
        var wrong = kinds(rule).stream()
                .filter(kind -> Kinds.ALL.contains(kind) && type.isPresent() && !fits(type.get(), kind))
                .toList();
        if (type.isPresent() && !wrong.isEmpty()) {
            problems.add(rung.at("action").path(), wrong(type.get(), wrong));
        }
    }

    private static List<String> kinds(View rule) throws JsonException {
        return PolicyAssembly.texts(rule.at("match", "kinds"));
    }

    /** The action, if it is aimed at the signal's subject. */
    private Optional<ActionType> unaimed(View rung, View rule) throws JsonException {
        boolean aimed = rung.at("target").exists() || rule.at("target").exists();
        return aimed
                ? Optional.empty()
                : actions.type(rung.at("action").textOr(""))
                        .filter(type -> !type.kinds().isEmpty());
    }

    /** Whether the action accepts a resource of this kind, a member of it, or its owner. */
    static boolean fits(ActionType type, String kind) {
        return Glob.of(kind)
                .filter(glob -> Stream.concat(type.kinds().stream(), RelatedKinds.reaching(type.kinds()).stream())
                        .anyMatch(glob::matches))
                .isPresent();
    }

    private static String wrong(ActionType type, List<String> kinds) {
        var shown = kinds.stream().limit(SHOWN).map(NearestName::quote).collect(Collectors.joining(" or "));
        return "%s acts on %s; the rule matches %s%s: give the action a target, or the rule other kinds"
                .formatted(
                        type.name(),
                        String.join(" or ", type.kinds().stream().sorted().toList()),
                        shown,
                        kinds.size() > SHOWN ? " or others" : "");
    }
}
