package io.nightshift.policy;

import io.nightshift.core.json.JsonException;
import io.nightshift.core.json.View;
import io.nightshift.core.signal.Glob;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Reads the keys of a match that are about what the signal says, and the matches inside of it. */
final class MatchDetails {

    private MatchDetails() {}

    static void read(View match, Map<String, MatchCondition> conditions) throws JsonException {
        var severities = PolicyAssembly.texts(match.at("severity")).stream()
                .flatMap(text -> SeverityPattern.of(text).stream())
                .toList();
        if (!severities.isEmpty()) {
            conditions.put("severity", new MatchCondition.Severities(severities));
        }
        var messages = PolicyAssembly.texts(match.at("message")).stream()
                .flatMap(text -> Glob.of("*" + text + "*").stream())
                .toList();
        if (!messages.isEmpty()) {
            conditions.put("message", new MatchCondition.Patterns(SignalField.MESSAGE, messages));
        }
        PolicyAssembly.list(match, "state", SignalField.STATE, conditions);
        PolicyAssembly.list(match, "actor", SignalField.ACTOR, conditions);
        if (match.at("success").exists()) {
            conditions.put(
                    "success", new MatchCondition.Success(match.at("success").boolOr(false)));
        }
        if (match.at("hours").exists()) {
            conditions.put("hours", new MatchCondition.During(hours(match.at("hours"))));
        }
        nested(match, conditions);
    }

    private static Hours hours(View hours) throws JsonException {
        var days = PolicyAssembly.texts(hours.at("days")).stream()
                .map(WeekTime::day)
                .collect(Collectors.toSet());
        return Hours.of(
                hours.at("between").textOr(Hours.ALL_DAY),
                days,
                ZoneId.of(hours.at("time-zone").text()));
    }

    private static void nested(View match, Map<String, MatchCondition> conditions) throws JsonException {
        var alternatives = alternatives(match.at("any-of"));
        if (!alternatives.isEmpty()) {
            conditions.put("any-of", new MatchCondition.AnyOf(alternatives));
        }
        if (match.at("not").exists()) {
            conditions.put("not", new MatchCondition.Not(PolicyAssembly.match(match.at("not"))));
        }
    }

    private static List<Match> alternatives(View list) throws JsonException {
        var matches = new ArrayList<Match>();
        for (var one : list.items()) {
            matches.add(PolicyAssembly.match(one));
        }
        return matches;
    }
}
