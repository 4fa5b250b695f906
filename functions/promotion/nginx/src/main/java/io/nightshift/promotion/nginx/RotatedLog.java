package io.nightshift.promotion.nginx;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * A log with the files that a rotation left: {@code NAME.log}, {@code NAME.log.1}, {@code NAME.log-20261129}. The log may be
 * moved, and then its writer continues to write to the moved file for a while; or it may be copied and truncated. Compressed
 * files are not read.
 */
record RotatedLog(List<Part> parts) {

    private static final String COMPRESSED = ".*\\.(gz|bz2|xz|zst)";

    /** The number of bytes at the beginning by which a copy is recognised. */
    private static final int HEAD_BYTES = 4_096;

    RotatedLog {
        parts = List.copyOf(parts);
    }

    /** @param key the system's identity of the file, independent of its name */
    record Part(Path file, Object key, long size) {

        static Optional<Part> of(Path file) {
            try {
                var found = Files.readAttributes(file, BasicFileAttributes.class);
                return Optional.of(new Part(file, Objects.requireNonNullElse(found.fileKey(), file), found.size()));
            } catch (IOException e) {
                // Moved since it was listed: the reader lists again.
                return Optional.empty();
            }
        }

        /** Reports whether the other file begins with all or the first part of this file's beginning. */
        boolean isCopyOf(Part other) throws IOException {
            int length = (int) Math.min(HEAD_BYTES, Math.min(size, other.size));
            return length > 0 && Arrays.equals(head(length), other.head(length));
        }

        private byte[] head(int length) throws IOException {
            try (var in = Files.newInputStream(file)) {
                return in.readNBytes(length);
            } catch (NoSuchFileException e) {
                return new byte[0];
            }
        }

        boolean goesOnAs(Part later) {
            return file.equals(later.file) && key.equals(later.key) && size <= later.size;
        }
    }

    static RotatedLog of(Path log) throws IOException {
        var folder = log.toAbsolutePath().getParent();
        if (folder == null || !Files.isDirectory(folder)) {
            return new RotatedLog(List.of());
        }
        try (var files = Files.list(folder)) {
            return new RotatedLog(withoutCopies(files.filter(file -> isOf(log, file))
                    .flatMap(file -> Part.of(file).stream())
                    .sorted(Comparator.comparing(Part::size).reversed())
                    .toList()));
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
    }

    private static boolean isOf(Path log, Path file) {
        var name = String.valueOf(log.getFileName());
        var other = String.valueOf(file.getFileName());
        return other.equals(name)
                || ((other.startsWith(name + ".") || other.startsWith(name + "-")) && !other.matches(COMPRESSED));
    }

    /**
     * Between copying and truncating the same lines exist twice: the longer file counts.
     *
     * @param parts the longest first
     */
    private static List<Part> withoutCopies(List<Part> parts) throws IOException {
        var kept = new ArrayList<Part>();
        for (var part : parts) {
            boolean copy = false;
            for (var longer : kept) {
                copy = copy || part.isCopyOf(longer);
            }
            if (!copy) {
                kept.add(part);
            }
        }
        return kept;
    }

    /** Reports whether nothing was rotated in between. */
    boolean goesOnAs(RotatedLog later) {
        return parts.stream().allMatch(part -> later.parts.stream().anyMatch(part::goesOnAs))
                && later.parts.size() == parts.size();
    }
}
