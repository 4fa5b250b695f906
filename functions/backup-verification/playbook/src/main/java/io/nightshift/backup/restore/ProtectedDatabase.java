package io.nightshift.backup.restore;

import io.nightshift.core.json.Json;
import io.nightshift.core.json.JsonException;
import io.nightshift.core.json.View;
import io.nightshift.core.signal.Resource;

/**
 * A database whose backups an entry of the policy verifies.
 *
 * @param entry the name of the entry in {@code backups}
 * @param subject the database itself, or the folder with its dumps
 * @param source the entry's {@code source}, with {@code kind} and the keys of that kind
 * @param place the entry's {@code restore}: where and how large the restored database is; keys of the source's kind
 */
public record ProtectedDatabase(String entry, Resource subject, Json.Obj source, Json.Obj place) {

    public Json.Obj toJson() {
        return Json.obj()
                .with("entry", entry)
                .with("subject", subject.toJson())
                .with("source", source)
                .with("place", place);
    }

    public static ProtectedDatabase read(View json) throws JsonException {
        return new ProtectedDatabase(
                json.at("entry").nonBlank(),
                Resource.fromJson(json.at("subject")),
                json.at("source").object(),
                json.at("place").object());
    }
}
