package io.nightshift.console.page;

import io.nightshift.console.ConsoleSources;
import io.nightshift.console.view.Block;
import io.nightshift.console.view.Cell;
import io.nightshift.console.view.Tone;
import io.nightshift.core.guard.MarkKeys;
import io.nightshift.core.json.JsonException;
import io.nightshift.core.json.View;
import io.nightshift.core.ledger.Marker;
import io.nightshift.policy.Policy;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What is paused, has an open breaker, or is frozen: one reading of marks by the names in the policy. */
final class HeldScopes {

    /** @param scope as pause and resume take it; empty for a freeze, which the policy ends */
    record Held(
            String what, String how, Tone tone, String by, String reason, String since, String until, String scope) {}

    private HeldScopes() {}

    static List<Held> of(ConsoleSources sources, Instant now) {
        var policy = sources.policy().get();
        var scopes = scopes(policy);
        var keys = new LinkedHashMap<String, String>();
        scopes.forEach(scope -> keys.put(MarkKeys.pause(scope), scope));
        policy.names().forEach(name -> keys.put(MarkKeys.breaker(name), "rule/" + name));
        var marks = sources.ledger().markers(keys.keySet());
        var held = new ArrayList<Held>();
        for (var key : keys.entrySet()) {
            var mark = marks.get(key.getKey());
            if (mark != null && !mark.value().members().isEmpty()) {
                add(held, key.getKey(), key.getValue(), mark, now);
            }
        }
        held.addAll(freezes(policy, now));
        return held;
    }

    /** Everything, each playbook, and each name in the policy. */
    static List<String> scopes(Policy policy) {
        var scopes = new ArrayList<String>();
        scopes.add("all");
        policy.sections().keySet().forEach(section -> scopes.add("playbook/" + playbook(section)));
        policy.names().forEach(name -> scopes.add("rule/" + name));
        return scopes;
    }

    /** The playbook of a section of the policy. */
    private static String playbook(String section) {
        return Map.of(
                        "rules",
                        "remediation",
                        "promotions",
                        "promotion",
                        "rotations",
                        "rotation",
                        "backups",
                        "backup-verification")
                .getOrDefault(section, section);
    }

    private static void add(List<Held> held, String key, String scope, Marker mark, Instant now) {
        var value = View.of(mark.value());
        try {
            if (key.startsWith("breaker/")) {
                if (value.at("openedAt").exists()) {
                    held.add(new Held(
                            scope,
                            "breaker open",
                            Tone.BAD,
                            "",
                            "its acts did not help",
                            value.at("openedAt").textOr(""),
                            "",
                            scope));
                }
                return;
            }
            var until = value.at("until").textOr("");
            if (until.isEmpty() || now.isBefore(Instant.parse(until))) {
                held.add(new Held(
                        scope,
                        "paused",
                        Tone.WARN,
                        value.at("by").textOr(""),
                        value.at("reason").textOr(""),
                        value.at("at").textOr(""),
                        until,
                        scope));
            }
        } catch (JsonException | RuntimeException e) {
            held.add(new Held(scope, "unreadable mark", Tone.BAD, "", "guardrails deny", "", "", ""));
        }
    }

    static List<Held> freezes(Policy policy, Instant now) {
        var held = new ArrayList<Held>();
        policy.freezeCalendars()
                .forEach((calendar, freezes) -> freezes.forEach(freeze -> freeze.activeUntil(now)
                        .ifPresent(until -> held.add(new Held(
                                "calendar " + calendar,
                                "frozen",
                                Tone.LIVE,
                                "policy",
                                freeze.name(),
                                "",
                                until.toString(),
                                "")))));
        return held;
    }

    static Block.Table table(List<Held> held, boolean operates) {
        var rows = held.stream()
                .map(one -> List.of(
                        Cell.badge(one.how(), one.tone()),
                        Cell.of(one.what()),
                        Cell.of(one.reason()),
                        Cell.of(one.by()),
                        time(one.since()),
                        time(one.until()),
                        operates && !one.scope().isEmpty()
                                ? Cell.link("Resume", "/console/switch?what=resume&scope=" + PageText.url(one.scope()))
                                : Cell.of("")))
                .toList();
        return new Block.Table(
                "Held back",
                List.of("State", "What", "Why", "By", "Since", "Until", "End it"),
                rows,
                "Nothing is paused, no breaker is open, and no freeze is active.");
    }

    private static Cell time(String text) {
        try {
            return text.isEmpty() ? Cell.of("") : Cell.time(Instant.parse(text));
        } catch (RuntimeException e) {
            return Cell.of(text);
        }
    }
}
