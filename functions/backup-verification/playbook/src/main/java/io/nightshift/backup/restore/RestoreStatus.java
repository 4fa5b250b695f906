package io.nightshift.backup.restore;

import io.nightshift.core.json.Json;
import io.nightshift.core.json.JsonException;
import io.nightshift.core.json.View;
import java.util.Map;
import java.util.TreeMap;

/**
 * How far a restore is.
 *
 * @param said the provider's own state and reason, for people; hostile text
 * @param tags those that it carries now; empty if it does not exist
 * @param version engine and version as it runs: a provider may have upgraded an old engine; empty if it is not known
 */
public record RestoreStatus(State state, String said, Map<String, String> tags, String version) {

    /** How far it is. */
    public enum State {
        /** Nothing has that name. */
        ABSENT,
        /** It is being made or changed; ask again. */
        WORKING,
        /** It waits for another restore call: an Aurora cluster without its instance. */
        NEXT_STEP,
        READY,
        /** Final: it will never be ready, and has to be removed. */
        FAILED,
        /** It is being removed; ask again. */
        REMOVING
    }

    public static final RestoreStatus ABSENT = new RestoreStatus(State.ABSENT, "", Map.of(), "");

    /** Nothing has that name, and nothing will: it is not listed late. */
    public static RestoreStatus gone(String why) {
        return new RestoreStatus(State.ABSENT, why, Map.of(), "");
    }

    /** Reports whether waiting does not help. */
    public boolean isGone() {
        return state == State.ABSENT && !said.isEmpty();
    }

    public RestoreStatus {
        tags = java.util.Collections.unmodifiableMap(new TreeMap<>(tags));
    }

    /** Whether it carries the tag of that run. */
    public boolean isOf(io.nightshift.core.run.RunId run) {
        return run.value().equals(tags.get(RestoreOrder.RUN_TAG));
    }

    public Json.Obj toJson() {
        return Json.obj()
                .with("state", state.name())
                .with("said", said)
                .with("tags", Json.strings(tags))
                .with("version", version);
    }

    public static RestoreStatus read(View json) throws JsonException {
        return new RestoreStatus(
                json.at("state").constant(State.class),
                json.at("said").text(),
                json.at("tags").texts(),
                json.at("version").text());
    }
}
