package io.nightshift.backup;

import io.nightshift.core.json.Json;
import io.nightshift.core.json.JsonException;
import io.nightshift.core.json.View;

/**
 * What a request for a verification says, besides the database.
 *
 * @param dryRun whether to look and tell, and to restore nothing
 * @param again whether to verify a backup that was found good already
 * @param remove the id of an ended run whose restored database is left over; empty for a verification
 */
public record BackupRequest(boolean dryRun, boolean again, String remove) {

    public static BackupRequest verify(boolean dryRun, boolean again) {
        return new BackupRequest(dryRun, again, "");
    }

    /** A removal of what that run left. */
    public static BackupRequest remove(String run) {
        return new BackupRequest(false, false, run);
    }

    public boolean removes() {
        return !remove.isEmpty();
    }

    public Json.Obj toJson() {
        return Json.obj().with("dryRun", dryRun).with("again", again).with("remove", remove);
    }

    public static BackupRequest read(Json.Obj json) throws JsonException {
        var view = View.of(json);
        return new BackupRequest(
                view.at("dryRun").boolOr(false),
                view.at("again").boolOr(false),
                view.at("remove").textOr(""));
    }
}
