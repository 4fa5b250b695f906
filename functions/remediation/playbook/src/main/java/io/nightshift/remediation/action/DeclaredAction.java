package io.nightshift.remediation.action;

import io.nightshift.core.act.ActionType;
import io.nightshift.core.act.ActionType.Filling;
import io.nightshift.core.act.ActionType.Parameter;
import io.nightshift.core.guard.DurationText;
import io.nightshift.core.json.Json;
import io.nightshift.core.json.JsonException;
import io.nightshift.core.json.View;
import io.nightshift.core.signal.Resource;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/**
 * An action without a class of its own: its type states everything about it. The parameters have the form that the type
 * states, and contain the fallbacks of those that the policy leaves out.
 *
 * @param phrase the sentence; {@code {target}} stands for the target's name, {@code {ports}} for a parameter
 */
public record DeclaredAction(ActionType type, String phrase, Resource target, Json.Obj with)
        implements RemediationAction {

    private static final int MOST = 1_000_000;

    /** Checks a parameter beyond its form. */
    @FunctionalInterface
    public interface Check {
        void check(View value) throws JsonException;
    }

    /** Ends the description of a type whose actions say this phrase. */
    static ActionType.Maker says(String phrase) {
        return (type, target, with) -> new DeclaredAction(type, phrase, target, parameters(type, with));
    }

    /** The same, with a further check of one parameter. */
    static ActionType.Maker says(String phrase, String parameter, Check check) {
        return says(phrase, Map.of(parameter, check));
    }

    /** The same, with further checks of some parameters. */
    static ActionType.Maker says(String phrase, Map<String, Check> checks) {
        return (type, target, with) -> {
            for (var parameter : type.parameters()) {
                var check = checks.get(parameter.name());
                if (check != null && with.at(parameter.name()).exists()) {
                    check.check(with.at(parameter.name()));
                }
            }
            return new DeclaredAction(type, phrase, target, parameters(type, with));
        };
    }

    /**
     * The same for a type whose kinds take different parameters.
     *
     * @param needed by the kind: the parameter that it needs; another kind takes none of these
     */
    static ActionType.Maker saysByKind(String phrase, Map<String, String> needed, Map<String, Check> checks) {
        var maker = says(phrase, checks);
        return (type, target, with) -> {
            var own = needed.getOrDefault(target.kind(), "");
            for (var parameter : new TreeSet<>(needed.values())) {
                if (parameter.equals(own)) {
                    with.at(parameter).nonBlank();
                } else if (with.at(parameter).exists()) {
                    throw new JsonException("%s is not for %s: leave it out"
                            .formatted(with.at(parameter).path(), target.kind()));
                }
            }
            return maker.make(type, target, with);
        };
    }

    static Json.Obj parameters(ActionType type, View with) throws JsonException {
        var read = Json.obj();
        for (var parameter : type.parameters()) {
            var given = with.at(parameter.name());
            if (given.exists() || parameter.required()) {
                read = read.with(parameter.name(), value(parameter, given));
            } else if (parameter.fallback().isPresent()) {
                read = read.with(parameter.name(), parameter.fallback().get());
            }
        }
        return read;
    }

    private static Json value(Parameter parameter, View given) throws JsonException {
        return switch (parameter.form()) {
            case TEXT, JSON -> Json.of(given.nonBlank());
            case INTEGER -> Json.of(ParameterReading.whole(given, 0, MOST));
            case BOOLEAN -> Json.of(given.bool());
            case DURATION ->
                Json.of((parameter.name().equals(ActionType.FOR)
                                ? ParameterReading.expiry(given)
                                : ParameterReading.duration(given))
                        .toString());
        };
    }

    /** The text of that parameter; empty if it is not given. */
    public String text(String parameter) {
        return switch (with.get(parameter)) {
            case Json.Str(var value) -> value;
            case Json.Num(var value) -> value;
            case Json.Bool(var value) -> Boolean.toString(value);
            case null, default -> "";
        };
    }

    /** The items of a text parameter that lists some, separated by commas or spaces. */
    public List<String> items(String parameter) {
        return Arrays.stream(text(parameter).split("[,\\s]+"))
                .filter(item -> !item.isEmpty())
                .toList();
    }

    /** The number of a parameter that is required or has a fallback. */
    public int number(String parameter) {
        return Integer.parseInt(text(parameter));
    }

    public boolean flag(String parameter) {
        return Boolean.parseBoolean(text(parameter));
    }

    /** The duration of a parameter that is required or has a fallback. */
    public Duration duration(String parameter) {
        return Duration.parse(text(parameter));
    }

    @Override
    public String scope() {
        return scope(type, target, with);
    }

    /** The target and the values that name a part of it. */
    static String scope(ActionType type, Resource target, Json.Obj with) {
        var scope = new StringBuilder(target.toString());
        for (var parameter : type.parameters()) {
            if (parameter.filling().filter(Filling::part).isPresent()
                    && with.get(parameter.name()) instanceof Json.Str(var value)) {
                scope.append(' ').append(value);
            }
        }
        return scope.toString();
    }

    @Override
    public String sentence() {
        var sentence = phrase;
        for (var parameter : type.parameters()) {
            sentence = sentence.replace("{" + parameter.name() + "}", said(parameter));
        }
        var whole = sentence.replace("{target}", target.name());
        return with.get(ActionType.FOR) == null ? whole : whole + " for " + DurationText.say(duration(ActionType.FOR));
    }

    private String said(Parameter parameter) {
        return parameter.form() == ActionType.Form.DURATION && with.get(parameter.name()) != null
                ? DurationText.say(duration(parameter.name()))
                : text(parameter.name());
    }
}
