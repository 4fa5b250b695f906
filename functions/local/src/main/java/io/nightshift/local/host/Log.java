package io.nightshift.local.host;

import io.nightshift.core.json.Json;
import java.time.Instant;

/** One log line: JSON on one line, so that nothing in it can fake another. */
public final class Log {

    private Log() {}

    public static String line(Instant at, String event, Json.Obj details) {
        var line = Json.obj().with("at", at.toString()).with("event", event);
        for (var member : details.members().entrySet()) {
            line = line.with(member.getKey(), member.getValue());
        }
        return line.text();
    }
}
