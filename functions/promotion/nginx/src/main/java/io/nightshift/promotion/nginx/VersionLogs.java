package io.nightshift.promotion.nginx;

import io.nightshift.core.act.CallFailed;
import io.nightshift.core.act.Problem;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.util.Comparator;
import java.util.List;

/**
 * Limits the size of versions' logs. A log that is longer than {@value #MOST_BYTES} bytes is cut by copying its newest part
 * to {@code VERSION.log.1}, replacing an earlier one, and truncating it: versions append, so they continue at its new end. A
 * pipe to a rotating program is not used: it would end with the engine, and the version with it. Lines written between the
 * copy and the cut are lost. Of removed versions, the newest {@value #KEPT} logs are kept.
 */
record VersionLogs(VersionProcesses versions, long most) {

    static final long MOST_BYTES = 10_000_000;
    static final int KEPT = 20;

    private static final String LOG = ".log";

    VersionLogs(VersionProcesses versions) {
        this(versions, MOST_BYTES);
    }

    void trim() throws CallFailed {
        if (!Files.isDirectory(versions.folder())) {
            return;
        }
        try {
            for (var log : files(LOG)) {
                if (Files.size(log) > most) {
                    cut(log);
                }
            }
            forget();
        } catch (IOException e) {
            throw new CallFailed(
                    Problem.transientFault("NotTrimmed", "the logs in " + versions.folder() + " cannot be shortened"));
        }
    }

    private List<Path> files(String ending) throws IOException {
        try (var files = Files.list(versions.folder())) {
            return files.filter(file -> file.getFileName().toString().endsWith(ending))
                    .toList();
        }
    }

    private void cut(Path log) throws IOException {
        var beside = log.resolveSibling("." + log.getFileName() + ".cut");
        try (var from = FileChannel.open(log, StandardOpenOption.READ, StandardOpenOption.WRITE);
                var to = FileChannel.open(
                        beside,
                        StandardOpenOption.CREATE,
                        StandardOpenOption.TRUNCATE_EXISTING,
                        StandardOpenOption.WRITE)) {
            long end = from.size();
            copy(from, end - most, end, to);
            // Copies what arrived meanwhile; if a version writes all the time, the rest is lost.
            copy(from, end, from.size(), to);
            from.truncate(0);
        }
        Files.move(beside, older(log), StandardCopyOption.REPLACE_EXISTING);
    }

    private static void copy(FileChannel from, long start, long end, FileChannel to) throws IOException {
        for (long place = start; place < end; ) {
            place += from.transferTo(place, end - place, to);
        }
    }

    private static Path older(Path log) {
        return log.resolveSibling(log.getFileName() + ".1");
    }

    private void forget() throws IOException {
        var gone = files(LOG).stream()
                .filter(log -> !Files.exists(log.resolveSibling(name(log) + ".json")))
                .sorted(Comparator.comparing(VersionLogs::changed).reversed())
                .skip(KEPT)
                .toList();
        for (var log : gone) {
            Files.deleteIfExists(log);
            Files.deleteIfExists(older(log));
        }
    }

    private static String name(Path log) {
        var file = log.getFileName().toString();
        return file.substring(0, file.length() - LOG.length());
    }

    private static FileTime changed(Path log) {
        return FileTime.fromMillis(log.toFile().lastModified());
    }
}
