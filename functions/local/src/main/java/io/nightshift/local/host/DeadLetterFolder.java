package io.nightshift.local.host;

import io.nightshift.core.json.Json;
import io.nightshift.core.run.Sha256;
import io.nightshift.core.signal.Rejected;
import io.nightshift.entry.DeadLetters;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.InstantSource;
import java.util.Base64;
import java.util.List;

/**
 * Where payloads go that could not be decoded: one JSON file each, with the reason, and the payload as it came. The same
 * payload twice is one file. Headers are left out: they may carry credentials.
 */
public final class DeadLetterFolder implements DeadLetters {

    private final Path folder;
    private final InstantSource clock;

    public DeadLetterFolder(Path folder, InstantSource clock) {
        this.folder = folder;
        this.clock = clock;
    }

    @Override
    public void keep(byte[] payload, List<Rejected> rejected) {
        var letter = Json.obj()
                .with("at", clock.instant().toString())
                .with(
                        "rejected",
                        Json.arr(rejected.stream()
                                .map(one ->
                                        Json.obj().with("place", one.place()).with("reason", one.reason()))
                                .toList()))
                .with("payloadBase64", Base64.getEncoder().encodeToString(payload));
        var name = Sha256.hex(payload).substring(0, 32) + ".json";
        try {
            Files.createDirectories(folder);
            // Written beside and moved into place, so that a crash leaves no half letter.
            var half = Files.createTempFile(folder, "letter", ".part");
            Files.write(half, letter.bytes());
            Files.move(half, folder.resolve(name), StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw new UndeliverableException("the dead-letter folder " + folder + " cannot be written: "
                    + e.getClass().getSimpleName());
        }
    }
}
