package io.nightshift.core.ledger;

import io.nightshift.core.json.Json;
import io.nightshift.core.run.Sha256;
import java.util.LinkedHashMap;

/**
 * Keeps entries small enough for every store (DynamoDB takes 400 KB per item). What is cut is marked with how much there
 * was and its hash, so that a reader sees that, and what, is missing.
 */
public final class Trim {

    /** Characters of JSON; in UTF-8 at most three times as many bytes. */
    public static final int MOST_CHARACTERS = 32_000;

    private static final int HEAD = 2_000;

    private Trim() {}

    /** The body itself, or the body with its large members trimmed. */
    public static Json.Obj body(Json.Obj body) {
        if (body.text().length() <= MOST_CHARACTERS) {
            return body;
        }
        int share = MOST_CHARACTERS / Math.max(2, 2 * body.members().size());
        var members = new LinkedHashMap<String, Json>();
        body.members()
                .forEach((name, value) -> members.put(name, value.text().length() <= share ? value : trimmed(value)));
        var smaller = new Json.Obj(members);
        return smaller.text().length() <= MOST_CHARACTERS ? smaller : trimmed(body);
    }

    private static Json.Obj trimmed(Json value) {
        var text = value.text();
        return Json.obj()
                .with("trimmed", true)
                .with("characters", text.length())
                .with("sha256", Sha256.hex(text))
                .with("head", text.substring(0, Math.min(HEAD, text.length())));
    }
}
