package io.nightshift.core.ledger;

import io.nightshift.core.json.Json;
import io.nightshift.core.run.Sha256;
import java.util.LinkedHashMap;

/**
 * Keeps entries small enough for every store (DynamoDB takes 400 KB per item). A cut value is replaced by a marker
 * with its size and hash, so that readers see what is missing.
 */
public final class EntryLimit {

    /** The limit in characters of JSON; in UTF-8 at most three times as many bytes. */
    public static final int MOST_CHARACTERS = 32_000;

    private static final int HEAD = 2_000;

    private EntryLimit() {}

    /** The body itself, or the body with its large members trimmed. */
    public static Json.Obj body(Json.Obj body) {
        if (mostCharacters(body) <= MOST_CHARACTERS || body.text().length() <= MOST_CHARACTERS) {
            return body;
        }
        int share = MOST_CHARACTERS / Math.max(2, 2 * body.members().size());
        var members = new LinkedHashMap<String, Json>();
        body.members()
                .forEach((name, value) -> members.put(name, value.text().length() <= share ? value : trimmed(value)));
        var smaller = new Json.Obj(members);
        return smaller.text().length() <= MOST_CHARACTERS ? smaller : trimmed(body);
    }

    /**
     * An upper bound of the text's length: counts every character as if it were escaped. Most bodies need not be
     * written to decide.
     */
    private static long mostCharacters(Json value) {
        return switch (value) {
            case Json.Obj(var members) -> {
                long all = 2;
                for (var member : members.entrySet()) {
                    all += 6L * member.getKey().length() + 4 + mostCharacters(member.getValue());
                }
                yield all;
            }
            case Json.Arr(var items) -> {
                long all = 2;
                for (var item : items) {
                    all += 1 + mostCharacters(item);
                }
                yield all;
            }
            case Json.Str(var text) -> 6L * text.length() + 2;
            case Json.Num(var text) -> text.length();
            case Json.Bool ignored -> 5;
            case Json.Null ignored -> 4;
        };
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
