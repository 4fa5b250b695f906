package io.nightshift.promotion.judge.json;

import io.nightshift.core.json.JsonException;
import io.nightshift.core.json.View;
import java.util.List;

/** The valid field names of an object; a misspelled one would silently disable a rule. */
record KnownFields(List<String> known) {

    void check(View view) throws JsonException {
        if (!view.exists()) {
            return;
        }
        for (var name : view.object().members().keySet()) {
            if (!known.contains(name)) {
                throw new JsonException(view.at(name).path() + " is unknown; there are: " + String.join(", ", known));
            }
        }
    }
}
