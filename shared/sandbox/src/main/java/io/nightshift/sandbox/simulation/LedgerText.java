package io.nightshift.sandbox.simulation;

import io.nightshift.core.json.Json;
import io.nightshift.core.json.JsonException;
import io.nightshift.core.json.View;

/** Reads a text inside the ledger's JSON. */
final class LedgerText {

    private LedgerText() {}

    /** The text at that path; empty if there is none. */
    static String of(Json.Obj json, String... path) {
        var view = View.of(json);
        for (var name : path) {
            view = view.at(name);
        }
        try {
            return view.textOr("");
        } catch (JsonException e) {
            throw new IllegalStateException("the ledger holds no text at " + String.join(".", path), e);
        }
    }
}
