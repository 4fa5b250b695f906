package io.nightshift.promotion.nginx;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.channels.Channels;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The requests of an upstream from nginx's log, in the format that the upstream file defines: one line per request, written
 * at its end. Only the requested part is read: the lines are in time order, except for some milliseconds between workers.
 */
record AccessLog(Path file) {

    private static final long BETWEEN_WORKERS_MILLIS = 1_000;

    private static final int ATTEMPTS = 5;

    /** The size at which the binary search stops and reading begins. */
    private static final int SHORT_BYTES = 4_096;

    /**
     * One finished request.
     *
     * @param millis its duration, as the user experienced it
     * @param version the version that handled it
     */
    record Line(Instant at, int status, long millis, String version) {

        /** Empty if the line does not have this format. */
        static Optional<Line> of(String text) {
            var words = text.split(" ", -1);
            try {
                return words.length != 4
                        ? Optional.empty()
                        : Optional.of(new Line(
                                Instant.ofEpochMilli(millis(words[0])),
                                Integer.parseInt(words[1]),
                                millis(words[2]),
                                words[3]));
            } catch (NumberFormatException e) {
                return Optional.empty();
            }
        }

        /** Seconds with three decimals, as nginx writes them. */
        private static long millis(String seconds) {
            return Math.round(Double.parseDouble(seconds) * 1_000);
        }
    }

    /**
     * Reads across a rotation; a rotation meanwhile is detected, and everything is read again.
     *
     * @param until exclusive
     */
    List<Line> between(Instant since, Instant until) throws IOException {
        var log = RotatedLog.of(file);
        for (int attempt = 1; ; attempt++) {
            var lines = new ArrayList<Line>();
            for (var part : log.parts()) {
                lines.addAll(read(part.file(), since, until));
            }
            var now = RotatedLog.of(file);
            if (log.goesOnAs(now) || attempt == ATTEMPTS) {
                return lines;
            }
            log = now;
        }
    }

    private static List<Line> read(Path part, Instant since, Instant until) throws IOException {
        try (var log = new RandomAccessFile(part.toFile(), "r")) {
            log.seek(before(log, since.minusMillis(BETWEEN_WORKERS_MILLIS)));
            return read(log, since, until);
        } catch (FileNotFoundException e) {
            return List.of();
        }
    }

    private static List<Line> read(RandomAccessFile log, Instant since, Instant until) throws IOException {
        long left = Math.max(0, log.length() - log.getFilePointer());
        var bytes = Channels.newInputStream(log.getChannel()).readNBytes((int) Math.min(Integer.MAX_VALUE - 8, left));
        var lines = new ArrayList<Line>();
        for (var text : new String(bytes, StandardCharsets.UTF_8).split("\n", -1)) {
            Line.of(text)
                    .filter(line -> !line.at().isBefore(since) && line.at().isBefore(until))
                    .ifPresent(lines::add);
        }
        return lines;
    }

    /** A position before the first line of that time. */
    private static long before(RandomAccessFile log, Instant time) throws IOException {
        long low = 0;
        long high = log.length();
        while (high - low > SHORT_BYTES) {
            long middle = (low + high) / 2;
            if (isBefore(log, middle, time)) {
                low = middle;
            } else {
                high = middle;
            }
        }
        return low;
    }

    private static boolean isBefore(RandomAccessFile log, long place, Instant time) throws IOException {
        log.seek(place);
        log.readLine();
        var text = log.readLine();
        return text != null
                && Line.of(text).filter(line -> line.at().isBefore(time)).isPresent();
    }
}
