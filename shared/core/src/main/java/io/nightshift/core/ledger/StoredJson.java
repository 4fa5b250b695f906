package io.nightshift.core.ledger;

import io.nightshift.core.json.Json;
import io.nightshift.core.json.JsonException;
import io.nightshift.core.json.View;
import io.nightshift.core.run.Run;
import io.nightshift.core.run.RunJson;
import java.time.DateTimeException;

/**
 * Reads the JSON text that stores keep as the body of a run, an entry or a mark. Errors name an invalid body by its
 * place, never by its text; all methods throw {@link LedgerException}.
 */
public final class StoredJson {

    private StoredJson() {}

    public static Run run(String body) {
        return read("a run", body, RunJson::read);
    }

    public static Entry entry(String body) {
        return read("an entry", body, Entry::read);
    }

    public static Json.Obj mark(String value) {
        return read("a mark", value, json -> View.of(json).object());
    }

    private interface Reader<T> {
        T read(Json json) throws JsonException;
    }

    private static <T> T read(String what, String text, Reader<T> reader) {
        try {
            return reader.read(Json.parse(text));
        } catch (JsonException e) {
            throw new LedgerException(what + " in the ledger cannot be read: " + e.getMessage(), false, e);
        } catch (DateTimeException | IllegalArgumentException e) {
            throw new LedgerException(what + " in the ledger has a time or a word that nobody knows", false);
        }
    }
}
