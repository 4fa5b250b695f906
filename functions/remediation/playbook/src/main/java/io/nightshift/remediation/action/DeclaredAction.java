package io.nightshift.remediation.action;

import io.nightshift.core.act.ActionType;
import io.nightshift.core.act.ActionType.Parameter;
import io.nightshift.core.guard.DurationText;
import io.nightshift.core.json.Json;
import io.nightshift.core.json.JsonException;
import io.nightshift.core.json.View;
import io.nightshift.core.signal.Resource;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;

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
        return (type, target, with) -> {
            if (with.at(parameter).exists()) {
                check.check(with.at(parameter));
            }
            return new DeclaredAction(type, phrase, target, parameters(type, with));
        };
    }

    private static Json.Obj parameters(ActionType type, View with) throws JsonException {
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
            case TEXT -> Json.of(given.nonBlank());
            case INTEGER -> Json.of(Read.whole(given, 0, MOST));
            case BOOLEAN -> Json.of(given.bool());
            case DURATION -> Json.of(Read.duration(given).toString());
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
    public String sentence() {
        var sentence = phrase;
        for (var parameter : type.parameters()) {
            sentence = sentence.replace("{" + parameter.name() + "}", said(parameter));
        }
        return sentence.replace("{target}", target.name());
    }

    private String said(Parameter parameter) {
        return parameter.form() == ActionType.Form.DURATION && with.get(parameter.name()) != null
                ? DurationText.say(duration(parameter.name()))
                : text(parameter.name());
    }
}
