package io.nightshift.backup;

import io.nightshift.core.json.Json;
import io.nightshift.core.json.JsonException;
import io.nightshift.core.json.View;
import io.nightshift.core.signal.Resource;
import java.util.Optional;

/**
 * What a request for a verification says, besides the database.
 *
 * @param dryRun whether to look and tell, and to restore nothing
 * @param again whether to verify a backup that was found good already
 * @param remove the id of an ended run whose restored database is left over; empty for a verification
 * @param canary whether to damage the restored data first: the checks have to find it
 * @param of the database of that run; a removal is about what is left, so that it waits for no verification
 */
public record BackupRequest(boolean dryRun, boolean again, String remove, boolean canary, Optional<Resource> of) {

    public static BackupRequest verify(boolean dryRun, boolean again) {
        return new BackupRequest(dryRun, again, "", false, Optional.empty());
    }

    /** A test of the checks themselves. */
    public static BackupRequest ofCanary() {
        return new BackupRequest(false, true, "", true, Optional.empty());
    }

    /** A removal of what that run left. */
    public static BackupRequest remove(String run, Resource database) {
        return new BackupRequest(false, false, run, false, Optional.of(database));
    }

    public boolean removes() {
        return !remove.isEmpty();
    }

    public Json.Obj toJson() {
        var json = Json.obj()
                .with("dryRun", dryRun)
                .with("again", again)
                .with("remove", remove)
                .with("damage", canary);
        return of.map(database -> json.with("of", database.toJson())).orElse(json);
    }

    public static BackupRequest read(Json.Obj json) throws JsonException {
        var view = View.of(json);
        return new BackupRequest(
                view.at("dryRun").boolOr(false),
                view.at("again").boolOr(false),
                view.at("remove").textOr(""),
                view.at("damage").boolOr(false),
                view.at("of").exists() ? Optional.of(Resource.fromJson(view.at("of"))) : Optional.empty());
    }
}
