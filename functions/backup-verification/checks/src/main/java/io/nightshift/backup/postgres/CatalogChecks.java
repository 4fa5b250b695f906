package io.nightshift.backup.postgres;

import io.nightshift.backup.check.BackupCheck;
import io.nightshift.backup.check.BackupVerdict;
import io.nightshift.backup.check.CheckResult;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;

/** Checks that read the catalog only, whatever the size of the tables. */
record CatalogChecks(ReadSession session, CheckContext context, String name) {

    private static final int DATABASE_COLLATION_VERSIONS = 15;

    CheckResult connects() throws SQLException {
        return session.one("select 1").isPresent()
                ? CheckResult.good(name)
                : CheckResult.broken(name, "select 1 returns nothing");
    }

    CheckResult version(BackupCheck.ServerVersion expected) throws SQLException {
        // Debian appends its own: 15.18 (Debian 15.18-0+deb12u1).
        var version = session.one("select split_part(current_setting('server_version'), ' ', 1)")
                .orElse("unknown");
        var hashes = new TreeMap<String, String>();
        hashes.put("major", Integer.toString(session.major()));
        var right =
                expected.version().orElse(context.baseline().hashes(name).getOrDefault("major", hashes.get("major")));
        boolean same = version.equals(right) || version.startsWith(right + ".");
        return same
                ? CheckResult.good(name).hashing(hashes)
                : CheckResult.broken(name, "the server is PostgreSQL " + version + "; " + right + " is expected");
    }

    CheckResult identity() throws SQLException {
        var found = new TreeMap<String, String>();
        session.each(
                row -> {
                    found.put("database", row.getString(1));
                    found.put("encoding", row.getString(2));
                    found.put("collation", row.getString(3));
                    found.put("character type", row.getString(4));
                },
                "select datname, pg_encoding_to_char(encoding), datcollate, datctype from pg_database"
                        + " where datname = current_database()");
        if (context.physical()) {
            session.one("select system_identifier from pg_control_system()")
                    .ifPresent(id -> found.put("system identifier", id));
        }
        var earlier = context.baseline().hashes(name);
        var findings = new ArrayList<String>();
        found.forEach((property, value) -> {
            var before = earlier.getOrDefault(property, value);
            if (!before.equals(value)) {
                findings.add("the " + property + " is " + value + "; it was " + before
                        + ": is this the backup of another database?");
            }
        });
        return result(findings).hashing(found);
    }

    /** Good without a finding, else broken. */
    private CheckResult result(List<String> findings) {
        return CheckResult.of(name, findings.isEmpty() ? BackupVerdict.GOOD : BackupVerdict.BROKEN, findings);
    }

    CheckResult extensions(List<String> names) throws SQLException {
        var installed = new TreeMap<String, String>();
        session.each(
                row -> installed.put(row.getString(1), row.getString(2)),
                "select extname, extversion from pg_extension");
        var available = session.column("select name from pg_available_extensions");
        var expected = new TreeSet<>(names);
        expected.addAll(context.baseline().hashes(name).keySet());
        expected.removeAll(installed.keySet());
        var missing = expected.stream().filter(available::contains).toList();
        var unavailable = expected.stream()
                .filter(extension -> !available.contains(extension))
                .toList();
        var findings = new ArrayList<String>();
        missing.forEach(extension -> findings.add("extension " + extension + " is missing"));
        unavailable.forEach(extension -> findings.add("extension " + extension + " is not available on this server"));
        var verdict = !missing.isEmpty()
                ? BackupVerdict.BROKEN
                : unavailable.isEmpty() ? BackupVerdict.GOOD : BackupVerdict.UNDECIDABLE;
        return CheckResult.of(name, verdict, findings).hashing(installed);
    }

    CheckResult roles(List<String> names) throws SQLException {
        var existing = session.column("select rolname from pg_roles where rolname !~ '^pg_'");
        var used = new TreeMap<String, String>();
        session.each(
                row -> used.put(row.getString(1), "used"),
                "select distinct rolname from pg_shdepend d join pg_roles r on r.oid = d.refobjid"
                        + " where refclassid = 'pg_authid'::regclass"
                        + " and dbid = (select oid from pg_database where datname = current_database())");
        var expected = new TreeSet<>(names);
        expected.addAll(context.baseline().hashes(name).keySet());
        expected.removeAll(existing);
        var findings = new ArrayList<String>();
        expected.forEach(role -> findings.add("role " + role + " is missing"));
        // Whoever is not a role any more appears as a number.
        for (var id : session.column("""
                select distinct a.grantee from pg_class c, aclexplode(c.relacl) a
                where a.grantee <> 0 and not exists (select from pg_roles r where r.oid = a.grantee)
                union select distinct relowner from pg_class c
                where not exists (select from pg_roles r where r.oid = c.relowner)""")) {
            findings.add("role with id " + id + " owns tables or has grants, and does not exist");
        }
        names.forEach(role -> used.put(role, "used"));
        return result(findings).hashing(used);
    }

    /** The version of the library by which the indexes were sorted, and the one that is here. */
    CheckResult collations() throws SQLException {
        var findings = new ArrayList<String>();
        SortedMap<String, String> versions = new TreeMap<>();
        boolean databases = session.major() >= DATABASE_COLLATION_VERSIONS;
        if (databases) {
            collect(
                    versions,
                    findings,
                    "select 'database ' || quote_ident(datname), datcollversion, pg_database_collation_actual_version(oid)"
                            + " from pg_database where datname = current_database()");
        }
        collect(versions, findings, """
                select 'collation ' || collname, collversion, pg_collation_actual_version(oid) from pg_collation c
                where exists (select from pg_depend d where d.refclassid = 'pg_collation'::regclass and d.refobjid = c.oid)
                    or exists (select from pg_attribute a where a.attcollation = c.oid and a.attrelid >= 16384)""");
        if (!findings.isEmpty()) {
            return result(findings).hashing(versions);
        }
        var locale = session.one("select datcollate from pg_database where datname = current_database()")
                .orElse("");
        boolean plain = locale.equals("C") || locale.equals("POSIX");
        return databases || plain
                ? CheckResult.good(name).hashing(versions)
                : CheckResult.undecidable(
                        name, "PostgreSQL before 15 does not record the collation version of a database; use amcheck");
    }

    private void collect(SortedMap<String, String> versions, List<String> findings, String query) throws SQLException {
        session.each(
                row -> {
                    var object = row.getString(1);
                    var built = row.getString(2);
                    var here = row.getString(3);
                    if (here != null) {
                        versions.put(object, here);
                    }
                    if (built != null && here != null && !built.equals(here)) {
                        findings.add(object + " was sorted by library version " + built + "; here is " + here
                                + ": its indexes may miss rows until they are rebuilt");
                    }
                },
                query);
    }

    CheckResult invalidIndexes() throws SQLException {
        return each("""
                select 'index ' || format('%I.%I', nspname, c.relname) || ' is not valid'
                from pg_index i join pg_class c on c.oid = i.indexrelid join pg_namespace n on n.oid = c.relnamespace
                where not (indisvalid and indisready and indislive) and c.relkind = 'i'
                order by 1""", "select count(*) from pg_index", "index");
    }

    CheckResult unvalidatedConstraints() throws SQLException {
        return each("""
                select 'constraint ' || quote_ident(conname) || ' of ' || format('%I.%I', nspname, relname)
                    || ' is not validated'
                from pg_constraint c join pg_class r on r.oid = conrelid join pg_namespace n on n.oid = relnamespace
                where not convalidated order by 1""", "select count(*) from pg_constraint", "constraint");
    }

    private CheckResult each(String findings, String all, String unit) throws SQLException {
        if (session.number("select count(*) from pg_class where relkind in ('r', 'p') and oid >= 16384") == 0) {
            return CheckResult.broken(name, "the database has no table");
        }
        var counts = new TreeMap<String, Long>();
        counts.put(unit, session.number(all));
        return result(session.column(findings)).counting(counts);
    }
}
