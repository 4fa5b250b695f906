package io.nightshift.kubernetes;

import io.nightshift.core.json.JsonException;
import io.nightshift.core.json.View;
import java.util.ArrayList;

/** A label selector in query form: {@code app=shop,tier in (web,api)}. */
public final class Selector {

    private Selector() {}

    /** @throws JsonException also if it selects everything: a deployment's selector never does */
    public static String query(View selector) throws JsonException {
        var terms = new ArrayList<String>();
        selector.at("matchLabels").texts().forEach((name, value) -> terms.add(name + "=" + value));
        for (var expression : selector.at("matchExpressions").items()) {
            terms.add(term(expression));
        }
        if (terms.isEmpty()) {
            throw selector.wrong("a selector of some labels");
        }
        return String.join(",", terms);
    }

    private static String term(View expression) throws JsonException {
        var key = expression.at("key").nonBlank();
        var values = expression.at("values").strings();
        var list = " (" + String.join(",", values) + ")";
        return switch (expression.at("operator").text()) {
            case "In" -> key + " in" + list;
            case "NotIn" -> key + " notin" + list;
            case "Exists" -> key;
            case "DoesNotExist" -> "!" + key;
            default -> throw expression.at("operator").wrong("In, NotIn, Exists or DoesNotExist");
        };
    }
}
