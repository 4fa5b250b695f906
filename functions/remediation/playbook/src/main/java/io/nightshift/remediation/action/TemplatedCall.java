package io.nightshift.remediation.action;

import io.nightshift.core.act.ActionType;
import io.nightshift.core.json.Json;
import io.nightshift.core.json.JsonException;
import io.nightshift.core.json.View;
import io.nightshift.core.signal.Resource;
import java.util.List;

/**
 * A call of a webhook in the receiver's own form.
 *
 * @param phrase the sentence
 * @param with the parameters
 * @param about the signal in short
 */
public record TemplatedCall(ActionType type, String phrase, Resource target, Json.Obj with, Json.Obj about)
        implements RemediationAction {

    /** @param formats those that the action knows by itself */
    static ActionType.Maker reading(String phrase, String... formats) {
        return (type, target, with) -> {
            check(with, List.of(formats));
            var about = with.at(ActionType.ABOUT);
            var parameters = DeclaredAction.parameters(type, with);
            return about.exists()
                    ? new TemplatedCall(
                            type, phrase, target, parameters.with(ActionType.ABOUT, about.json()), about.object())
                    : new TemplatedCall(type, phrase, target, parameters, Json.Obj.EMPTY);
        };
    }

    private static void check(View with, List<String> formats) throws JsonException {
        var format = with.at("format");
        var body = with.at("body");
        if (format.exists() == body.exists()) {
            throw with.wrong("one of format (" + String.join(" or ", formats) + ") and body");
        }
        if (format.exists() && !formats.contains(format.text())) {
            throw format.wrong(String.join(" or ", formats));
        }
        if (format.exists()
                && format.text().equals("jira")
                && with.at("project").textOr("").isBlank()) {
            throw with.at("project").wrong("the key of a project in Jira, such as OPS");
        }
        if (body.exists()) {
            template(body);
        }
    }

    /** The JSON object that a body is. */
    public static Json.Obj template(View body) throws JsonException {
        try {
            if (Json.parse(body.text()) instanceof Json.Obj template) {
                return template;
            }
        } catch (JsonException e) {
            throw body.wrong("a JSON object; " + e.getMessage());
        }
        throw body.wrong("a JSON object");
    }

    /** A parameter that is a text; empty if it is not given. */
    public String text(String parameter) {
        return with.get(parameter) instanceof Json.Str(var text) ? text : "";
    }

    @Override
    public boolean tells() {
        return true;
    }

    @Override
    public String sentence() {
        return phrase.replace("{hook}", text("hook")).replace("{target}", target.name());
    }
}
