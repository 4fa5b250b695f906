package io.nightshift.backup.postgres;

import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;

/**
 * A dump as it lies in a store: of any format of pg_dump or pg_dumpall, compressed and encrypted or not. The contents tell, not
 * the name.
 *
 * @param path a file; or the folder of a dump in the directory format
 * @param decrypt the command that decrypts standard input to standard output, with its arguments; empty if the dump is not
 *     encrypted
 */
public record DumpFile(Path path, List<String> decrypt) {

    private static final int HEAD = 512;
    private static final int BLOCK = 64 * 1024;
    private static final int TAR_MAGIC = 257;
    private static final int END_OF_TAR = 1024;
    private static final int MOST_LAYERS = 2;

    /** With this file begins the tar format of pg_dump; a tar with other files is one of the user. */
    private static final byte[] CONTENTS = {'t', 'o', 'c', '.', 'd', 'a', 't', 0};

    private static final byte[] CUSTOM = ascii("PGDMP");
    private static final byte[] GZIP = {(byte) 0x1f, (byte) 0x8b};
    private static final byte[] TAR = ascii("ustar");

    /** Programs for what Java does not decompress, by the first bytes. */
    private static final Map<String, byte[]> UNPACKERS = Map.of(
            "zstd", new byte[] {0x28, (byte) 0xb5, 0x2f, (byte) 0xfd},
            "xz", new byte[] {(byte) 0xfd, '7', 'z', 'X', 'Z', 0},
            "bzip2", ascii("BZh"),
            "lz4", new byte[] {0x04, 0x22, 0x4d, 0x18});

    private static final Map<String, byte[]> ENCRYPTED = Map.of(
            "openssl", ascii("Salted__"),
            "age", ascii("age-encryption.org/"),
            "gpg", ascii("-----BEGIN PGP MESSAGE"));

    public DumpFile {
        decrypt = List.copyOf(decrypt);
    }

    public static DumpFile of(Path path) {
        return new DumpFile(path, List.of());
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }

    boolean isFolder() {
        return Files.isDirectory(path);
    }

    /** Bytes on disk, all files of a folder together. */
    long size() throws IOException {
        try (var files = Files.walk(path)) {
            long sum = 0;
            for (var file : files.filter(Files::isRegularFile).toList()) {
                sum += Files.size(file);
            }
            return sum;
        }
    }

    /** Whether pg_restore can restore an archive with several connections: not from tar. */
    static boolean isParallel(Path archive) throws IOException {
        if (Files.isDirectory(archive)) {
            return true;
        }
        try (var file = Files.newInputStream(archive)) {
            return startsWith(file.readNBytes(HEAD), CUSTOM, 0);
        }
    }

    /** Whether somebody packed the dump: pg_restore reads only its own tar format. */
    static boolean isPacked(Path archive) throws IOException {
        if (Files.isDirectory(archive)) {
            return false;
        }
        try (var file = Files.newInputStream(archive)) {
            byte[] head = file.readNBytes(HEAD);
            return startsWith(head, TAR, TAR_MAGIC) && !startsWith(head, CONTENTS, 0);
        }
    }

    /** Whether it is a tar without its end, two blocks of zeros: pg_restore reads such a one for ever. */
    static boolean isCutTar(Path archive) throws IOException {
        if (Files.isDirectory(archive)) {
            return false;
        }
        try (var file = new RandomAccessFile(archive.toFile(), "r")) {
            byte[] head = new byte[(int) Math.min(HEAD, file.length())];
            file.readFully(head);
            byte[] tail = new byte[(int) Math.min(END_OF_TAR, file.length())];
            file.seek(file.length() - tail.length);
            file.readFully(tail);
            return startsWith(head, TAR, TAR_MAGIC) && !Arrays.equals(tail, new byte[END_OF_TAR]);
        }
    }

    /** @throws NotRestored if there is nothing */
    void exists() throws NotRestored {
        if (!Files.exists(path)) {
            throw NotRestored.broken(path.getFileName() + " is missing");
        }
        if (isFolder() && !Files.exists(path.resolve("toc.dat")) && !Files.exists(path.resolve("toc.dat.gz"))) {
            throw NotRestored.broken(path.getFileName() + " is a folder without toc.dat: not a dump");
        }
    }

    /** Whether pg_restore can read it as it is. */
    boolean isBareArchive() throws IOException {
        if (isFolder()) {
            return true;
        }
        try (var file = Files.newInputStream(path)) {
            return decrypt.isEmpty() && isArchive(file.readNBytes(HEAD));
        }
    }

    /**
     * Whether the decrypted and decompressed bytes are an archive of pg_dump, and not SQL text. They can be read from the
     * beginning afterwards.
     *
     * @throws NotRestored if they are neither
     */
    boolean isArchive(BufferedInputStream bytes) throws IOException, NotRestored {
        byte[] head = head(bytes);
        if (isArchive(head)) {
            return true;
        }
        if (head.length == 0) {
            throw NotRestored.broken(path.getFileName() + " is empty");
        }
        if (!isText(head)) {
            throw NotRestored.broken(
                    decrypt.isEmpty()
                            ? path.getFileName() + " is not a dump: neither pg_dump's archive nor SQL"
                            : path.getFileName() + " does not decrypt to a dump: wrong key");
        }
        return false;
    }

    private static byte[] head(BufferedInputStream bytes) throws IOException {
        bytes.mark(HEAD);
        byte[] head = bytes.readNBytes(HEAD);
        bytes.reset();
        return head;
    }

    private static boolean isArchive(byte[] head) {
        return startsWith(head, CUSTOM, 0) || startsWith(head, TAR, TAR_MAGIC);
    }

    private static boolean startsWith(byte[] bytes, byte[] begin, int from) {
        return bytes.length >= from + begin.length
                && Arrays.equals(bytes, from, from + begin.length, begin, 0, begin.length);
    }

    /** No control characters but those of text. */
    private static boolean isText(byte[] head) {
        for (byte b : head) {
            if (b >= 0 && b < ' ' && b != '\n' && b != '\r' && b != '\t') {
                return false;
            }
        }
        return true;
    }

    /** Reads the decrypted and decompressed bytes. */
    interface Reader {
        void read(BufferedInputStream bytes) throws IOException, NotRestored;
    }

    /** @throws NotRestored if it does not decrypt or decompress */
    void read(Reader reader) throws IOException, NotRestored {
        try (var file = Files.newInputStream(path)) {
            if (decrypt.isEmpty()) {
                unpacked(new BufferedInputStream(file), reader, MOST_LAYERS);
            } else {
                piped(decrypt, file, bytes -> unpacked(bytes, reader, MOST_LAYERS), Optional.empty());
            }
        }
    }

    /** @param layers how often it may be compressed: a compressed dump may have been compressed again */
    private void unpacked(BufferedInputStream bytes, Reader whole, int layers) throws IOException, NotRestored {
        Reader reader = layers == 0 ? whole : inner -> unpacked(inner, whole, layers - 1);
        byte[] head = head(bytes);
        for (var cipher : ENCRYPTED.entrySet()) {
            if (startsWith(head, cipher.getValue(), 0)) {
                throw NotRestored.here(path.getFileName() + " is encrypted with " + cipher.getKey()
                        + ": give the command that decrypts it");
            }
        }
        if (startsWith(head, GZIP, 0)) {
            gunzipped(bytes, reader);
            return;
        }
        for (var unpacker : UNPACKERS.entrySet()) {
            if (startsWith(head, unpacker.getValue(), 0)) {
                piped(List.of(unpacker.getKey(), "-dc"), bytes, reader, Optional.of(unpacker.getKey()));
                return;
            }
        }
        whole.read(bytes);
    }

    private void gunzipped(InputStream bytes, Reader reader) throws IOException, NotRestored {
        try {
            reader.read(new BufferedInputStream(new GZIPInputStream(bytes, BLOCK), BLOCK));
        } catch (ZipException | EOFException e) {
            throw NotRestored.broken(path.getFileName() + " does not decompress: cut or damaged gzip");
        }
    }

    /** @param unpacker the program that may be missing here; empty for the user's own command */
    private void piped(List<String> command, InputStream bytes, Reader reader, Optional<String> unpacker)
            throws IOException, NotRestored {
        var failure = new NotRestored[1];
        ToolRun.Ended ended;
        try {
            ended = ToolRun.of(command).inheriting().run(bytes::transferTo, output -> {
                try {
                    reader.read(new BufferedInputStream(output, BLOCK));
                } catch (NotRestored e) {
                    failure[0] = e;
                }
                output.transferTo(OutputStream.nullOutputStream());
            });
        } catch (ToolRun.MissingProgram e) {
            throw NotRestored.here(command.getFirst() + " does not run on this machine");
        }
        if (!ended.good()) {
            throw NotRestored.broken(path.getFileName()
                    + (unpacker.isPresent()
                            ? " does not decompress with " + unpacker.get() + ": cut or damaged"
                            : " does not decrypt: wrong key or damaged"));
        }
        if (failure[0] != null) {
            throw failure[0];
        }
    }
}
