package io.nightshift.remediation.policy;

import static io.nightshift.core.decode.NearestName.quote;

import io.nightshift.core.act.ActionType;
import io.nightshift.core.act.ActionType.Form;
import io.nightshift.core.act.ActionType.Parameter;
import io.nightshift.core.decode.NearestName;
import io.nightshift.core.decode.Sources;
import io.nightshift.core.json.Json;
import io.nightshift.core.json.JsonException;
import io.nightshift.core.json.View;
import io.nightshift.policy.NameTemplate;
import io.nightshift.policy.Problems;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** Checks the parameters of a rung that take values from the signal. */
record TemplateCheck(Problems problems, View rule) {

    /** A rule that starts by itself has no signal to take a value from. */
    void run(View rung, ActionType type) throws JsonException {
        if (rule.at("schedule").exists() && !parameters(rung, type).templates().isEmpty()) {
            problems.add(
                    rung.at("with").path(),
                    "a rule with a schedule has no signal: write the value in place of {label}");
        }
    }

    /** Warns about labels that no signal of the rule can have, and about braces that stay as they are. */
    void warn(View rung, ActionType type) throws JsonException {
        var source = rule.at("match", "source").textOr("");
        var known = Sources.labels(source);
        for (var template : parameters(rung, type).templates().entrySet()) {
            for (var label : template.getValue().labels().toList()) {
                if (!known.isEmpty() && !known.contains(label) && !RungParameters.OWN.contains(label)) {
                    problems.add(rung.at("with", template.getKey()).path(), unknown(source, label, known));
                }
            }
        }
        name(rung.at("target", "name"));
        for (var parameter : type.parameters()) {
            literal(rung.at("with", parameter.name()), parameter, type);
        }
    }

    /** Warns about labels in the name of a target that no signal of the rule can have. */
    void name(View name) throws JsonException {
        var source = rule.at("match", "source").textOr("");
        var known = Sources.labels(source);
        new NameTemplate(name.textOr(""))
                .labels()
                .filter(label -> !known.isEmpty() && !known.contains(label))
                .forEach(label -> problems.add(name.path(), unknown(source, label, known)));
    }

    private static RungParameters parameters(View rung, ActionType type) throws JsonException {
        var with = rung.at("with").exists() ? rung.at("with").object() : Json.Obj.EMPTY;
        return RungParameters.of(with, type.parameters());
    }

    private static String unknown(String source, String label, Set<String> known) {
        var nearest = NearestName.of(label, known);
        return "signals of " + source + " have no label " + quote(label)
                + nearest.map(name -> "; did you mean " + quote(name) + "?")
                        .orElse("; they have " + String.join(", ", new TreeSet<>(known)));
    }

    private void literal(View value, Parameter parameter, ActionType type) throws JsonException {
        var filled = new NameTemplate(value.textOr("")).labels().toList();
        if (parameter.filling().isEmpty() && parameter.form() != Form.JSON && !filled.isEmpty()) {
            problems.add(
                    value.path(),
                    "takes no value from the signal: {" + filled.getFirst() + "} stays as it is" + others(type));
        }
    }

    private static String others(ActionType type) {
        var names = type.parameters().stream()
                .filter(parameter -> parameter.filling().isPresent())
                .map(Parameter::name)
                .toList();
        return names.equals(List.of()) ? "" : "; " + String.join(" and ", names) + " can";
    }
}
