package io.nightshift.backup.postgres;

import io.nightshift.backup.check.BackupVerdict;
import io.nightshift.backup.check.CheckBaseline;
import io.nightshift.backup.check.CheckResult;
import io.nightshift.backup.check.SchemaDifference;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Compares the schema with that of the last good run, object by object. Objects that are new are no damage. A partition may be
 * missing if at least as many newer ones of its table came.
 */
record SchemaCheck(ReadSession session, CheckBaseline baseline, String name) {

    /** The major version that wrote the definitions: another one writes them in other words. */
    private static final String SERVER = "server";

    private static final String QUERY = resource();

    private static String resource() {
        try (var stream = Objects.requireNonNull(SchemaCheck.class.getResourceAsStream("schema.sql"))) {
            return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    CheckResult perform() throws SQLException {
        var found = fingerprint();
        var earlier = new TreeMap<>(baseline.hashes(name));
        var major = Integer.toString(session.major());
        var before = earlier.remove(SERVER);
        long tables = found.keySet().stream()
                .filter(object -> object.startsWith("table "))
                .count();
        var hashes = new TreeMap<>(found);
        hashes.put(SERVER, major);
        if (before == null) {
            return tables == 0
                    ? CheckResult.broken(name, "the database has no table")
                    : CheckResult.good(name).hashing(hashes);
        }
        return compared(SchemaDifference.between(earlier, found), found.keySet(), before.equals(major))
                .hashing(hashes);
    }

    private CheckResult compared(SchemaDifference difference, Collection<String> found, boolean sameServer) {
        var rolled = RolledPartitions.accepting(difference, found);
        var damage = sameServer ? rolled : new SchemaDifference(rolled.missing(), rolled.added(), List.of());
        boolean good = damage.missing().isEmpty() && damage.changed().isEmpty();
        return CheckResult.of(name, good ? BackupVerdict.GOOD : BackupVerdict.BROKEN, damage.findings());
    }

    private SortedMap<String, String> fingerprint() throws SQLException {
        var fingerprint = new SchemaFingerprint();
        session.each(
                row -> fingerprint.add(row.getString(1), String.valueOf(row.getString(2)), row.getString(3)), QUERY);
        return fingerprint.hashes();
    }
}
