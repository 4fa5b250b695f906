package io.nightshift.backup.postgres;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Which transactions were committed: the files in {@code pg_xact}. Recovery reads a missing one as zeroes and says so in the log
 * only. Nothing in it counts as committed then: rows are gone without an error, even the role of the login.
 *
 * @param oldest the number of the file with the oldest transaction that a row may need; the server removes older files
 * @see <a href="https://git.postgresql.org/gitweb/?p=postgresql.git;a=blob;f=src/backend/access/transam/slru.c">PostgreSQL: slru.c</a>
 */
record TransactionLog(long oldest) {

    private static final int PER_FILE = 1 << 20;

    /** Transaction ids have 32 bits, and begin anew. */
    private static final int FILES = 1 << 12;

    private static final Pattern OLDEST = Pattern.compile("(?m)^Latest checkpoint's oldestXID: +(\\d+)$");

    private static final Pattern ZEROES =
            Pattern.compile("file \"(pg_xact/([0-9A-F]{4,8}))\" doesn't exist, reading as zeroes");

    /** @param controlData the output of {@code pg_controldata} */
    static TransactionLog of(String controlData) {
        var matcher = OLDEST.matcher(controlData);
        return new TransactionLog(matcher.find() ? Long.parseLong(matcher.group(1)) / PER_FILE : 0);
    }

    /** The missing file that the line names; empty if it names none, or one that no row needs. */
    Optional<String> missing(String line) {
        return Optional.of(ZEROES.matcher(line))
                .filter(Matcher::find)
                .filter(found -> isNeeded(Long.parseLong(found.group(2), 16)))
                .map(found -> found.group(1));
    }

    private boolean isNeeded(long file) {
        return Math.floorMod(file - oldest, FILES) < FILES / 2;
    }
}
