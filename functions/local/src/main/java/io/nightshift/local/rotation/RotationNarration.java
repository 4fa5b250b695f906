package io.nightshift.local.rotation;

import io.nightshift.core.json.JsonException;
import io.nightshift.core.json.View;
import io.nightshift.story.Narration;
import java.util.ArrayList;

/** Problems, refusals and sessions in one line; the use of the old credential is queried until it ends. */
record RotationNarration() implements Narration {

    @Override
    public boolean foldsQueries() {
        return true;
    }

    @Override
    public String details(View details) throws JsonException {
        var said = new ArrayList<String>();
        if (details.at("problems").isArray()) {
            said.addAll(details.at("problems").strings());
        }
        if (!details.at("reason").textOr("").isEmpty()) {
            said.add(details.at("reason").text());
        }
        if (details.at("pooler").exists()) {
            said.add("answered by " + details.at("pooler").text());
        }
        if (details.at("sessions").exists()) {
            said.add(details.at("sessions").integer() + " sessions or uses of the old credential");
        }
        return String.join("; ", said);
    }
}
