package io.nightshift.backup.postgres;

import java.io.EOFException;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;

/**
 * A dump that was read to its end without a server: the cheap first check.
 *
 * @param archive what pg_restore reads; empty for SQL text
 * @param database the name of the source's database; empty if the dump does not tell it
 */
record DumpReading(DumpFile file, Optional<Path> archive, Optional<String> database, DumpDescription description) {

    private static final String INSERT = "INSERT INTO ";
    private static final int TAIL = 16;
    private static final int BLOCK = 64 * 1024;

    private static final Pattern DATABASE = Pattern.compile("(?m)^; +dbname: (.+)$");

    /**
     * @param folder takes the archive if it is compressed or encrypted as a whole
     * @throws NotRestored if the dump is cut or damaged, or if a tool is missing
     */
    static DumpReading of(DumpFile file, PostgresTools tools, TemporaryFolder folder) throws IOException, NotRestored {
        file.exists();
        if (file.isBareArchive()) {
            return archived(file, tools, file.path(), folder);
        }
        var unpacked = folder.resolve("dump");
        var description = new DumpDescription[1];
        file.read(bytes -> {
            if (file.isArchive(bytes)) {
                Files.copy(bytes, unpacked);
            } else {
                description[0] = DumpScanner.describe(bytes);
            }
        });
        return description[0] == null
                ? archived(file, tools, unpacked, folder)
                : complete(new DumpReading(file, Optional.empty(), Optional.empty(), description[0]));
    }

    private static DumpReading complete(DumpReading reading) throws NotRestored {
        if (!reading.description().complete()) {
            throw NotRestored.broken(
                    reading.file().path().getFileName() + " is cut: the line with which each dump ends is missing");
        }
        return reading;
    }

    private static DumpReading archived(DumpFile file, PostgresTools tools, Path archive, TemporaryFolder folder)
            throws IOException, NotRestored {
        return DumpFile.isPacked(archive)
                ? of(new PackedDump(file, archive).unpacked(folder.resolve("unpacked")), tools, folder)
                : archived(file, tools, archive);
    }

    private static DumpReading archived(DumpFile file, PostgresTools tools, Path archive)
            throws IOException, NotRestored {
        tools.need("pg_restore");
        uncut(file);
        if (DumpFile.isCutTar(archive)) {
            throw NotRestored.broken(file.path().getFileName() + " is cut: the end of its tar is missing");
        }
        var description = new DumpDescription[1];
        var read = tools.run(List.of(tools.program("pg_restore"), "-f", "-", archive.toString()))
                .run(input -> {}, output -> description[0] = DumpScanner.describe(output));
        if (!read.good()) {
            throw failed(file, read);
        }
        var list = tools.run(List.of(tools.program("pg_restore"), "-l", archive.toString()))
                .run();
        var database = DATABASE.matcher(list.output());
        return complete(new DumpReading(
                file,
                Optional.of(archive),
                database.find() ? Optional.of(database.group(1)) : Optional.empty(),
                description[0]));
    }

    /** pg_restore takes a cut file without compression for a whole one: each has to end as COPY does. */
    private static void uncut(DumpFile file) throws IOException, NotRestored {
        if (!file.isFolder()) {
            return;
        }
        try (var parts = Files.newDirectoryStream(file.path(), "[0-9]*.dat")) {
            for (var part : parts) {
                uncut(file, part, isCut(part));
            }
        }
        try (var parts = Files.newDirectoryStream(file.path(), "[0-9]*.dat.gz")) {
            for (var part : parts) {
                uncut(file, part, isCutInside(part));
            }
        }
    }

    private static void uncut(DumpFile file, Path part, boolean cut) throws NotRestored {
        if (cut) {
            throw NotRestored.broken(file.path().getFileName() + " is cut: " + part.getFileName()
                    + " does not end as the rows of a table do");
        }
    }

    /** Of a compressed file; one that does not decompress is named by pg_restore. */
    private static boolean isCutInside(Path part) throws IOException {
        byte[] block = new byte[BLOCK];
        var head = new StringBuilder();
        var tail = "";
        try (var rows = new GZIPInputStream(Files.newInputStream(part), BLOCK)) {
            for (int read = rows.read(block); read >= 0; read = rows.read(block)) {
                if (head.length() < INSERT.length()) {
                    head.append(new String(block, 0, Math.min(read, INSERT.length()), StandardCharsets.ISO_8859_1));
                }
                int from = Math.max(0, read - TAIL);
                tail = (tail + new String(block, from, read - from, StandardCharsets.ISO_8859_1));
                tail = tail.substring(Math.max(0, tail.length() - TAIL));
            }
        } catch (ZipException | EOFException e) {
            return false;
        }
        return !head.toString().startsWith(INSERT) && !tail.contains("\\.\n");
    }

    private static boolean isCut(Path part) throws IOException {
        try (var bytes = new RandomAccessFile(part.toFile(), "r")) {
            byte[] head = new byte[(int) Math.min(INSERT.length(), bytes.length())];
            bytes.readFully(head);
            byte[] tail = new byte[(int) Math.min(TAIL, bytes.length())];
            bytes.seek(bytes.length() - tail.length);
            bytes.readFully(tail);
            boolean inserts = new String(head, StandardCharsets.ISO_8859_1).equals(INSERT);
            return !inserts && !new String(tail, StandardCharsets.ISO_8859_1).contains("\\.\n");
        }
    }

    private static NotRestored failed(DumpFile file, ToolRun.Ended read) {
        var judged = RestoreErrors.judge("archive", "pg_restore", read);
        return NotRestored.of(
                judged.verdict(),
                file.path().getFileName() + " cannot be read to its end: " + String.join("; ", judged.findings()));
    }
}
