package io.nightshift.remediation.policy;

import io.nightshift.core.act.ActionType.Filling;
import io.nightshift.core.act.ActionType.Parameter;
import io.nightshift.core.json.Json;
import io.nightshift.core.signal.Signal;
import io.nightshift.policy.NameTemplate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The parameters of a rung. Some take their values from the signal: {@code {label}} stands for the value of a label,
 * {@code {subject}} for the name of the signal's subject, and {@code {actor}} for who caused it.
 *
 * @param with as the policy writes them; durations in ISO-8601
 * @param templates those that the signal fills, by name
 * @param parts the names of those that name a part of the target
 */
public record RungParameters(Json.Obj with, Map<String, NameTemplate> templates, List<String> parts) {

    static final String SUBJECT = "subject";
    static final String ACTOR = "actor";

    /** What stands for something else than a label. */
    static final Set<String> OWN = Set.of(SUBJECT, ACTOR);

    /** What may come into a parameter: one line. The action's own check decides whether it is valid. */
    private static final Pattern ONE_LINE = Pattern.compile("[^\\p{Cntrl}\\u0085\\u2028\\u2029{}]{1,256}");

    /** The parameters of an action whose type has these. */
    static RungParameters of(Json.Obj with, List<Parameter> types) {
        var templates = new TreeMap<String, NameTemplate>();
        for (var type : types) {
            if (type.filling().isPresent() && with.get(type.name()) instanceof Json.Str(var text)) {
                var template = new NameTemplate(text);
                if (!template.isFixed()) {
                    templates.put(type.name(), template);
                }
            }
        }
        var parts = types.stream()
                .filter(type -> type.filling().filter(Filling::part).isPresent() && with.get(type.name()) != null)
                .map(Parameter::name)
                .toList();
        return new RungParameters(with, templates, parts);
    }

    /** The parameters with an example for each value that comes from the signal. */
    Json.Obj examples(List<Parameter> types) {
        var examples = with;
        for (var type : types) {
            if (templates.containsKey(type.name())) {
                examples =
                        examples.with(type.name(), type.filling().orElseThrow().example());
            }
        }
        return examples;
    }

    /** The label that is missing, or that does not fit into one line; empty if all can be filled in. */
    Optional<String> unfit(Signal signal) {
        var values = values(signal);
        return labels().filter(label ->
                        !ONE_LINE.matcher(values.getOrDefault(label, "")).matches())
                .findFirst();
    }

    /** The labels that the parameters take. */
    Stream<String> labels() {
        return templates.values().stream().flatMap(NameTemplate::labels);
    }

    /** The value of that label, or of {@code subject} or {@code actor}. */
    static String value(Signal signal, String label) {
        return values(signal).getOrDefault(label, "");
    }

    private static Map<String, String> values(Signal signal) {
        var values = new HashMap<>(signal.labels());
        values.put(SUBJECT, signal.subject().name());
        values.put(ACTOR, signal.actor());
        return values;
    }

    /** With the values of that signal. */
    Json.Obj fill(Signal signal) {
        var filled = with;
        for (var template : templates.entrySet()) {
            filled = filled.with(template.getKey(), template.getValue().fill(values(signal)));
        }
        return filled;
    }

    /** With those values in place of what a signal fills; what is not among them still needs a signal. */
    RungParameters filledAs(Json.Obj values) {
        var fixed = new TreeMap<>(templates);
        fixed.replaceAll(
                (name, template) -> values.get(name) instanceof Json.Str(var text) ? new NameTemplate(text) : template);
        return new RungParameters(with, fixed, parts);
    }

    /** The part of the target that the rung is about, as {@code address=198.51.100.7}, if the signal says which. */
    Stream<String> part(Signal signal) {
        var filled = fill(signal);
        return parts.stream()
                .filter(templates::containsKey)
                .map(name -> name + "=" + (filled.get(name) instanceof Json.Str(var text) ? text : ""));
    }
}
