package io.nightshift.entry;

import io.nightshift.core.engine.EngineResult;
import io.nightshift.core.engine.PauseSwitches;
import io.nightshift.core.json.JsonException;
import io.nightshift.core.json.View;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * A pause switch, thrown by who may invoke the function itself: {@code {"nightshift": {"pause": {"resource": "KIND/NAME",
 * "by": "apply of main", "reason": "terraform", "until": "2026-11-30T07:00:00Z"}}}}, and {@code resume} likewise, without
 * {@code until}. One of {@code all} (true), {@code playbook}, {@code rule} and {@code resource} says what stops.
 *
 * @param until when a pause ends by itself; an aborted pipeline leaves nothing paused
 */
record SwitchOrder(boolean pauses, String scope, String by, String reason, Optional<Instant> until) {

    private static final String PAUSE = "pause";
    private static final String RESUME = "resume";
    private static final String ALL = "all";
    private static final List<String> SCOPES = List.of(ALL, "playbook", "rule", "resource");
    private static final Map<String, Set<String>> NAMES = Map.of(
            PAUSE, Set.of(ALL, "playbook", "rule", "resource", "by", "reason", "until"),
            RESUME, Set.of(ALL, "playbook", "rule", "resource", "by", "reason"));

    /** The order in a payload, if it is one; {@link JsonException} names the field that is wrong. */
    static Optional<SwitchOrder> in(View payload) throws JsonException {
        for (var word : List.of(PAUSE, RESUME)) {
            var order = payload.at("nightshift").at(word);
            if (order.exists()) {
                return Optional.of(read(order, word));
            }
        }
        return Optional.empty();
    }

    private static SwitchOrder read(View order, String word) throws JsonException {
        for (var name : order.object().members().keySet()) {
            if (!NAMES.getOrDefault(word, Set.of()).contains(name)) {
                throw order.at(name).wrong("one of all, playbook, rule, resource, by, reason, and for a pause until");
            }
        }
        var until = order.at("until");
        return new SwitchOrder(
                word.equals(PAUSE),
                scope(order),
                order.at("by").nonBlank(),
                order.at("reason").textOr("no reason given"),
                until.exists() ? Optional.of(until.instant()) : Optional.empty());
    }

    private static String scope(View order) throws JsonException {
        var named = SCOPES.stream().filter(name -> order.at(name).exists()).toList();
        if (named.size() != 1) {
            throw order.wrong("exactly one of all, playbook, rule and resource");
        }
        var name = named.getFirst();
        if (name.equals(ALL)) {
            if (!order.at(ALL).bool()) {
                throw order.at(ALL).wrong("true");
            }
            return ALL;
        }
        var value = order.at(name).nonBlank();
        if (name.equals("resource") && !value.matches("[^/]+/.+")) {
            throw order.at(name).wrong("KIND/NAME, as ec2:instance/i-0abc");
        }
        return name + "/" + value;
    }

    EngineResult obey(PauseSwitches switches) {
        if (pauses) {
            switches.pause(scope, by, reason, until);
        } else {
            switches.resume(scope, by, reason);
        }
        return EngineResult.switched(scope
                + (pauses ? " is paused" : " is resumed")
                + until.map(end -> " until " + end).orElse(""));
    }
}
