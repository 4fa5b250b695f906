package io.nightshift.promotion.neutral.gate;

import io.nightshift.core.decode.Fields;
import io.nightshift.core.json.JsonException;
import io.nightshift.core.json.View;
import java.math.BigDecimal;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The rules of a SARIF run; the severity is more often in the rule than in the result. */
record SarifRules(List<View> inOrder, Map<String, View> byId) {

    static SarifRules of(View run) throws JsonException {
        var rules = run.at("tool", "driver", "rules").items();
        var byId = new HashMap<String, View>();
        for (var rule : rules) {
            byId.put(Fields.name(rule.at("id")), rule);
        }
        return new SarifRules(rules, byId);
    }

    /** The field that contains the id of a result's rule. */
    View id(View result) throws JsonException {
        if (result.at("ruleId").exists() || result.at("rule", "id").exists()) {
            return result.at("ruleId").exists() ? result.at("ruleId") : result.at("rule", "id");
        }
        return byIndex(result).map(rule -> rule.at("id")).orElse(result.at("ruleId"));
    }

    Optional<View> rule(View result) throws JsonException {
        var byIndex = byIndex(result);
        return byIndex.isPresent()
                ? byIndex
                : Optional.ofNullable(byId.get(id(result).textOr("")));
    }

    private Optional<View> byIndex(View result) throws JsonException {
        var index = result.at("ruleIndex").exists() ? result.at("ruleIndex") : result.at("rule", "index");
        long at = index.integerOr(-1);
        if (at >= inOrder.size()) {
            throw new JsonException(index.path() + " is " + at + "; there are " + inOrder.size() + " rules");
        }
        return at < 0 ? Optional.empty() : Optional.of(inOrder.get((int) at));
    }

    /**
     * The {@code security-severity} (a CVSS score), else a tag with a severity's word, else the level. {@code error}
     * alone may be critical, and counts as that.
     */
    static Severity severity(View result, Optional<View> rule) throws JsonException {
        var properties = rule.map(found -> found.at("properties"));
        var score = result.at("properties", "security-severity");
        if (!score.exists() && properties.isPresent()) {
            score = properties.get().at("security-severity");
        }
        if (score.exists()) {
            return Severity.ofScore(score(score));
        }
        if (properties.isPresent()) {
            for (var tag : properties.get().at("tags").items()) {
                var severity = Severity.of(tag.text());
                if (severity.isPresent()) {
                    return severity.get();
                }
            }
        }
        return ofLevel(level(result, rule));
    }

    private static BigDecimal score(View value) throws JsonException {
        var score = value.number();
        if (score.signum() < 0 || score.compareTo(BigDecimal.TEN) > 0) {
            throw new JsonException(value.path() + " is not a CVSS score from 0 to 10");
        }
        return score;
    }

    /** The level of the result, else of its rule, else SARIF's default (3.27.10). */
    private static View level(View result, Optional<View> rule) {
        return result.at("level").exists() || rule.isEmpty()
                ? result.at("level")
                : rule.get().at("defaultConfiguration", "level");
    }

    private static Severity ofLevel(View level) throws JsonException {
        return switch (level.textOr("warning")) {
            case "error" -> Severity.CRITICAL;
            case "warning" -> Severity.MEDIUM;
            case "note" -> Severity.LOW;
            case "none" -> Severity.NEGLIGIBLE;
            default -> throw Fields.unknown(level, "level", "error, warning, note, none");
        };
    }
}
