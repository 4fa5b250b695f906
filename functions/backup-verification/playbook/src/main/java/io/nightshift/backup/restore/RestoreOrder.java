package io.nightshift.backup.restore;

import io.nightshift.core.json.Json;
import io.nightshift.core.json.JsonException;
import io.nightshift.core.json.View;
import io.nightshift.core.run.RunId;
import java.time.Instant;
import java.util.Map;

/**
 * What a run restores. The restore calls of most providers take no token, so the name, which is derived from the run, makes them
 * idempotent. Each run has a new name, because providers keep names of removed instances for days.
 *
 * @param run the run that restores it, and owns it
 * @param name of what is restored: {@code nightshift-backup-0a1b2c3d4e5f}
 * @param backup the id of the backup
 * @param expires when anybody may remove it by hand; the sweep removes it earlier, when its run has ended
 */
public record RestoreOrder(RunId run, String name, String backup, Instant expires) {

    /** The tag with the id of the run. A label of Google Cloud: lower case, no colon. */
    public static final String RUN_TAG = "nightshift-run";

    /** The tag with the entry of the policy. */
    public static final String ENTRY_TAG = "nightshift-entry";

    /** The tag with the expiry, in seconds since 1970: labels of Google Cloud take no colon. */
    public static final String EXPIRES_TAG = "nightshift-expires";

    /** How the ids of verifications begin. */
    public static final String RUNS = "backup-";

    private static final String PREFIX = "nightshift-";

    public static RestoreOrder of(RunId run, String backup, Instant expires) {
        return new RestoreOrder(run, nameOf(run), backup, expires);
    }

    /** The name of what that run restores: letters, digits and dashes, at most 63 characters. */
    public static String nameOf(RunId run) {
        return PREFIX + run.value();
    }

    /** The run of such a name; where a provider takes no tag, the name stands for it. */
    public static RunId runOf(String name) {
        return new RunId(name.substring(PREFIX.length()));
    }

    /** The tags that it carries from the restore call on. */
    public Map<String, String> tags(String entry) {
        return Map.of(RUN_TAG, run.value(), ENTRY_TAG, entry, EXPIRES_TAG, Long.toString(expires.getEpochSecond()));
    }

    public Json.Obj toJson() {
        return Json.obj()
                .with("run", run.value())
                .with("name", name)
                .with("backup", backup)
                .with("expires", expires.toString());
    }

    public static RestoreOrder read(View json) throws JsonException {
        return new RestoreOrder(
                new RunId(json.at("run").nonBlank()),
                json.at("name").nonBlank(),
                json.at("backup").text(),
                json.at("expires").instant());
    }
}
