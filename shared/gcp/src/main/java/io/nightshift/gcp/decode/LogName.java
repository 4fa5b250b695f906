package io.nightshift.gcp.decode;

import io.nightshift.core.decode.Fields;
import io.nightshift.core.json.JsonException;
import io.nightshift.core.json.View;

/**
 * The name of a log: {@code projects/PROJECT/logs/ID}, or of a folder, organisation or billing account.
 *
 * @param project empty if the log is not of a project
 * @param id its slashes written as {@code %2F} in the full name
 */
record LogName(String full, String project, String id) {

    private static final String PROJECTS = "projects/";
    private static final String LOGS = "/logs/";

    static LogName of(View value) throws JsonException {
        var full = Fields.name(value);
        int logs = full.indexOf(LOGS);
        if (logs < 1 || logs + LOGS.length() == full.length()) {
            throw Fields.malformed(value, "projects/PROJECT/logs/ID");
        }
        var project =
                full.startsWith(PROJECTS) && logs > PROJECTS.length() ? full.substring(PROJECTS.length(), logs) : "";
        return new LogName(
                full,
                project,
                full.substring(logs + LOGS.length()).replace("%2F", "/").replace("%2f", "/"));
    }
}
