package io.nightshift.promotion.judge.json;

import io.nightshift.core.json.JsonException;
import io.nightshift.core.json.View;
import java.util.List;

/** The names that an object may have; a misspelt one would silently leave a rule out. */
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
