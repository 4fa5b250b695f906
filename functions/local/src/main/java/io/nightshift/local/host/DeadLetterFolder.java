package io.nightshift.local.host;

import io.nightshift.api.HealthCheck;
import io.nightshift.core.file.PrivateFiles;
import io.nightshift.core.json.Json;
import io.nightshift.core.run.Sha256;
import io.nightshift.core.signal.Rejected;
import io.nightshift.entry.DeadLetters;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Base64;
import java.util.List;
import java.util.Optional;

/**
 * The dead-letter folder for undecodable payloads: one JSON file each, with the reason and the original payload. The same
 * payload twice is one file. Headers are left out: they may contain credentials. At its limits the folder keeps its files,
 * because the first ones show when a fault began, and accepts no new ones until some are removed.
 */
public final class DeadLetterFolder implements DeadLetters, HealthCheck {

    /** Files removed by others are only noticed by counting again, which costs too much for each payload. */
    private static final Duration COUNT_AGAIN = Duration.ofSeconds(2);

    private final Path folder;
    private final InstantSource clock;
    private final DeadLetterLimits limits;
    private Optional<Usage> usage = Optional.empty();
    private boolean full;

    private record Usage(long files, long bytes, Instant counted) {

        Usage with(long more) {
            return new Usage(files + 1, bytes + more, counted);
        }
    }

    public DeadLetterFolder(Path folder, InstantSource clock) {
        this(folder, clock, DeadLetterLimits.DEFAULT);
    }

    public DeadLetterFolder(Path folder, InstantSource clock, DeadLetterLimits limits) {
        this.folder = folder;
        this.clock = clock;
        this.limits = limits;
    }

    @Override
    public void keep(byte[] payload, List<Rejected> rejected) {
        if (!offer(payload, rejected)) {
            throw new UndeliverableException("the dead-letter folder " + folder + " is full");
        }
    }

    @Override
    public synchronized boolean offer(byte[] payload, List<Rejected> rejected) {
        var file = folder.resolve(Sha256.hex(payload).substring(0, 32) + ".json");
        var bytes = letter(payload, rejected).bytes();
        try {
            PrivateFiles.createFolder(folder);
            boolean isNew = !Files.exists(file);
            var room = room(isNew ? bytes.length : 0);
            full = room.isEmpty();
            if (full) {
                return false;
            }
            replace(file, bytes);
            usage = isNew ? room.map(known -> known.with(bytes.length)) : room;
            return true;
        } catch (IOException | UncheckedIOException e) {
            throw new UndeliverableException("the dead-letter folder " + folder + " cannot be written: "
                    + e.getClass().getSimpleName());
        }
    }

    private Json.Obj letter(byte[] payload, List<Rejected> rejected) {
        var reasons = rejected.stream()
                .map(one -> Json.obj().with("place", one.place()).with("reason", one.reason()))
                .toList();
        return Json.obj()
                .with("at", clock.instant().toString())
                .with("rejected", Json.arr(reasons))
                .with("payloadBase64", Base64.getEncoder().encodeToString(payload));
    }

    /** The current usage, if this many more bytes fit; for an existing file, zero bytes. */
    private Optional<Usage> room(long more) throws IOException {
        if (usage.filter(known -> fits(known, more)).isEmpty()
                && usage.filter(this::isFresh).isEmpty()) {
            usage = Optional.of(count());
        }
        return usage.filter(known -> fits(known, more));
    }

    private boolean fits(Usage known, long more) {
        return more == 0 || (known.files() < limits.files() && known.bytes() + more <= limits.bytes());
    }

    private boolean isFresh(Usage known) {
        return clock.instant().isBefore(known.counted().plus(COUNT_AGAIN));
    }

    private Usage count() throws IOException {
        long files = 0;
        long bytes = 0;
        try (var all = Files.newDirectoryStream(folder)) {
            for (var file : all) {
                files++;
                bytes += size(file);
            }
        }
        return new Usage(files, bytes, clock.instant());
    }

    /** How many letters there are; -1 if the folder cannot be read. Counts again at most every few seconds. */
    public synchronized int letters() {
        try {
            if (!Files.isDirectory(folder)) {
                return 0;
            }
            if (usage.filter(this::isFresh).isEmpty()) {
                usage = Optional.of(count());
            }
            return (int) Math.min(Integer.MAX_VALUE, usage.orElseThrow().files());
        } catch (IOException e) {
            return -1;
        }
    }

    private static long size(Path file) throws IOException {
        try {
            return Files.size(file);
        } catch (NoSuchFileException e) {
            return 0; // removed in between
        }
    }

    /**
     * Written to a temporary file and moved into place, so that a crash leaves no partial file; temporary files are private.
     */
    private void replace(Path file, byte[] bytes) throws IOException {
        var half = Files.createTempFile(folder, "letter", ".part");
        try {
            Files.write(half, bytes);
            Files.move(half, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } finally {
            Files.deleteIfExists(half);
        }
    }

    @Override
    public synchronized State check() {
        try {
            PrivateFiles.createFolder(folder);
            var probe = Files.createTempFile(folder, "probe", ".part");
            try {
                Files.write(probe, new byte[1]);
            } finally {
                Files.deleteIfExists(probe);
            }
        } catch (IOException e) {
            return new State.Down(
                    "the dead-letter folder cannot be written: " + e.getClass().getSimpleName());
        }
        return full ? new State.Degraded("the dead-letter folder is full; new letters are not kept") : State.OK;
    }
}
