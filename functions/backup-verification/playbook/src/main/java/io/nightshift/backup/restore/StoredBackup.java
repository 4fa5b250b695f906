package io.nightshift.backup.restore;

import io.nightshift.core.json.Json;
import io.nightshift.core.json.JsonException;
import io.nightshift.core.json.View;
import java.time.Instant;
import java.util.List;

/**
 * A backup as its source lists it.
 *
 * @param id by which {@code BackupSource.restore} finds it: a snapshot, a recovery point, a backup run, a file
 * @param takenAt the time whose data it holds. Of a copy, the time of its original; of point in time, the latest restorable time
 * @param state whether it can be restored
 * @param reason why it cannot be restored; empty if it can
 * @param bytes its size; 0 if the source does not say
 * @param key the key that encrypts it, as the source names it; empty if it is not encrypted or the source does not say
 * @param copies where finished copies of it are: regions, projects or vaults
 * @param version engine and version, such as {@code postgres 15.18}; empty if the source does not say
 */
public record StoredBackup(
        String id,
        Instant takenAt,
        State state,
        String reason,
        long bytes,
        String key,
        List<String> copies,
        String version) {

    /** Whether a backup can be restored. */
    public enum State {
        AVAILABLE,
        /** It is still being written. */
        RUNNING,
        /** It failed, expired, or its engine cannot be restored. */
        UNUSABLE,
        /** The provider restored it for a test, and has the verdict. */
        ANSWERED
    }

    public StoredBackup {
        copies = List.copyOf(copies);
    }

    /** One that can be restored, of which only id, time and size are known. */
    public static StoredBackup available(String id, Instant takenAt, long bytes) {
        return new StoredBackup(id, takenAt, State.AVAILABLE, "", bytes, "", List.of(), "");
    }

    public boolean isAvailable() {
        return state == State.AVAILABLE;
    }

    public StoredBackup encryptedWith(String otherKey) {
        return new StoredBackup(id, takenAt, state, reason, bytes, otherKey, copies, version);
    }

    public StoredBackup copiedTo(List<String> places) {
        return new StoredBackup(id, takenAt, state, reason, bytes, key, places, version);
    }

    public StoredBackup in(State other, String why) {
        return new StoredBackup(id, takenAt, other, why, bytes, key, copies, version);
    }

    public Json.Obj toJson() {
        return Json.obj()
                .with("id", id)
                .with("takenAt", takenAt.toString())
                .with("state", state.name())
                .with("reason", reason)
                .with("bytes", bytes)
                .with("key", key)
                .with("copies", Json.strings(copies))
                .with("version", version);
    }

    public static StoredBackup read(View json) throws JsonException {
        return new StoredBackup(
                json.at("id").nonBlank(),
                json.at("takenAt").instant(),
                json.at("state").constant(State.class),
                json.at("reason").text(),
                json.at("bytes").integer(),
                json.at("key").text(),
                json.at("copies").strings(),
                json.at("version").text());
    }
}
