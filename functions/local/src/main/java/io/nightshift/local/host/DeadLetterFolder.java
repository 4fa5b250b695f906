package io.nightshift.local.host;

import io.nightshift.core.json.Json;
import io.nightshift.core.run.Sha256;
import io.nightshift.core.signal.Payload;
import io.nightshift.core.signal.Rejected;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Instant;
import java.util.Base64;
import java.util.List;

/**
 * Where payloads go that could not be decoded: one JSON file each, with the reason, and the payload as it came. The same
 * payload twice is one file. Headers are left out: they may carry credentials.
 */
public final class DeadLetterFolder {

    private final Path folder;

    public DeadLetterFolder(Path folder) {
        this.folder = folder;
    }

    public void put(Instant at, Payload payload, List<Rejected> rejected) {
        var letter = Json.obj()
                .with("at", at.toString())
                .with(
                        "rejected",
                        Json.arr(rejected.stream()
                                .map(one ->
                                        Json.obj().with("place", one.place()).with("reason", one.reason()))
                                .toList()))
                .with("payloadBase64", Base64.getEncoder().encodeToString(payload.body()));
        var name = Sha256.hex(payload.body()).substring(0, 32) + ".json";
        try {
            Files.createDirectories(folder);
            // Written beside and moved into place, so that a crash leaves no half letter.
            var half = Files.createTempFile(folder, "letter", ".part");
            Files.write(half, letter.bytes());
            Files.move(half, folder.resolve(name), StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw new UncheckedIOException("the dead-letter folder " + folder + " cannot be written", e);
        }
    }
}
