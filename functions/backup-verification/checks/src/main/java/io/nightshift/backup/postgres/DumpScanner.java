package io.nightshift.backup.postgres;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.NavigableSet;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads the SQL text of a dump to its end. Rows between COPY and its end are passed over; of other lines the first 16 KiB are
 * looked at.
 */
final class DumpScanner {

    private static final int LOOKED_AT = 16 * 1024;
    private static final int BLOCK = 64 * 1024;

    private static final String IDENTIFIER = "(\"(?:[^\"]++|\"\")++\"|[^\\s;,\"]++)";
    private static final Pattern BEGIN_OF_CLUSTER = Pattern.compile("^-- PostgreSQL database cluster dump$");
    private static final Pattern END = Pattern.compile("^-- PostgreSQL database dump complete");
    private static final Pattern END_OF_CLUSTER = Pattern.compile("^-- PostgreSQL database cluster dump complete");
    private static final Pattern SERVER = Pattern.compile("^-- Dumped from database version (\\d+)");
    private static final Pattern ENCODING = Pattern.compile("^SET client_encoding = '([A-Za-z0-9_]+)';");
    private static final Pattern TABLE = Pattern.compile("^CREATE (?:UNLOGGED )?TABLE ");
    private static final Pattern EXTENSION = identifier("^CREATE EXTENSION (?:IF NOT EXISTS )?");
    private static final Pattern CREATED_ROLE = identifier("^CREATE (?:ROLE|USER|GROUP) ");
    private static final Pattern OWNER = identifier(" OWNER TO ");
    private static final Pattern SCHEMA_OWNER = identifier("^CREATE SCHEMA .*AUTHORIZATION ");
    private static final Pattern GRANTEE = identifier("^(?:ALTER DEFAULT PRIVILEGES .*)?GRANT .* TO ");
    private static final Pattern LOSER = identifier("^(?:ALTER DEFAULT PRIVILEGES .*)?REVOKE .* FROM ");
    private static final Pattern DEFAULTS = identifier("^ALTER DEFAULT PRIVILEGES FOR ROLE ");
    private static final Pattern SESSION = identifier("^SET SESSION AUTHORIZATION ");
    private static final Pattern POLICY = Pattern.compile("^CREATE POLICY .*? TO (.+?)(?: USING | WITH CHECK |;)");
    private static final Pattern TABLESPACE =
            Pattern.compile("^SET default_tablespace = (?:'([^']+)'|\"?([^\"';]+)\"?);");
    private static final Pattern TABLESPACE_CLAUSE = identifier(" TABLESPACE (?:= )?");
    private static final Pattern DATABASE = identifier("^CREATE DATABASE ");
    private static final Pattern CONNECT = identifier("^\\\\connect (?:-reuse-previous=on )?");
    private static final Pattern PUBLIC_SCHEMA = Pattern.compile("^CREATE SCHEMA public;");
    private static final Pattern RESTRICTION = Pattern.compile("^\\\\(?:un)?restrict ");

    private final boolean withoutRestrictions;
    private boolean complete;

    /** Whether it is one of pg_dumpall, in which each database has an end of its own. */
    private boolean cluster;

    private int server;
    private String encoding = "UTF8";
    private long tables;
    private boolean createsPublic;
    private final NavigableSet<String> extensions = new TreeSet<>();
    private final NavigableSet<String> created = new TreeSet<>();
    private final NavigableSet<String> named = new TreeSet<>();
    private final NavigableSet<String> tablespaces = new TreeSet<>();
    private final NavigableSet<String> databases = new TreeSet<>();
    private final byte[] line = new byte[LOOKED_AT];
    private int length;
    private boolean passing;
    private boolean inRows;

    private DumpScanner(boolean withoutRestrictions) {
        this.withoutRestrictions = withoutRestrictions;
    }

    /** Reads all of it. */
    static DumpDescription describe(InputStream dump) throws IOException {
        return new DumpScanner(false).scan(dump, OutputStream.nullOutputStream());
    }

    /**
     * Copies it for psql, without the statements that create tablespaces: their folders are those of the source.
     *
     * @param restricts whether this psql knows {@code \restrict}
     */
    static void copy(InputStream dump, OutputStream target, boolean restricts) throws IOException {
        new DumpScanner(!restricts).scan(dump, target);
    }

    private static Pattern identifier(String before) {
        return Pattern.compile(before + IDENTIFIER);
    }

    private DumpDescription scan(InputStream dump, OutputStream target) throws IOException {
        byte[] block = new byte[BLOCK];
        for (int read = dump.read(block); read >= 0; read = dump.read(block)) {
            int from = 0;
            while (from < read) {
                int to = endOfLine(block, from, read);
                take(block, from, to, target);
                from = to;
            }
        }
        if (length > 0) {
            endLine(target);
        }
        return new DumpDescription(
                complete, server, encoding, tables, extensions, created, named, tablespaces, databases, createsPublic);
    }

    /** The index after the next line feed, or that of the end. */
    private static int endOfLine(byte[] block, int from, int end) {
        for (int i = from; i < end; i++) {
            if (block[i] == '\n') {
                return i + 1;
            }
        }
        return end;
    }

    /** Keeps the beginning of a line until its end decides whether it is copied; the rest of a long one is copied at once. */
    private void take(byte[] block, int from, int to, OutputStream target) throws IOException {
        if (passing || length + to - from > line.length) {
            if (!passing) {
                target.write(line, 0, length);
                passing = true;
            }
            target.write(block, from, to - from);
        } else {
            System.arraycopy(block, from, line, length, to - from);
            length += to - from;
        }
        if (block[to - 1] == '\n') {
            endLine(target);
        }
    }

    private void endLine(OutputStream target) throws IOException {
        boolean dropped = inRows ? endsRows() : look(text());
        if (!passing && !dropped) {
            target.write(line, 0, length);
        }
        length = 0;
        passing = false;
    }

    private String text() {
        return new String(line, 0, length, StandardCharsets.UTF_8).stripTrailing();
    }

    private boolean endsRows() {
        inRows = !(length >= 2 && length <= 4 && text().equals("\\."));
        return false;
    }

    /** Returns whether the line is dropped from a copy. */
    private boolean look(String text) {
        if (text.isEmpty()) {
            return false;
        }
        if (text.startsWith("INSERT INTO ")) {
            complete = false;
            return false;
        }
        if (text.startsWith("COPY ") && text.endsWith(" FROM stdin;")) {
            inRows = true;
            complete = false;
            return false;
        }
        if (text.charAt(0) == '-') {
            cluster |= BEGIN_OF_CLUSTER.matcher(text).find();
            complete |= (cluster ? END_OF_CLUSTER : END).matcher(text).find();
            each(SERVER, text, major -> server = Integer.parseInt(major));
            return false;
        }
        if (text.charAt(0) == '\\') {
            each(CONNECT, text, this::connected);
            return withoutRestrictions && RESTRICTION.matcher(text).find();
        }
        statement(text);
        return text.startsWith("CREATE TABLESPACE ");
    }

    /** Odd names are in a connection string; the statement that creates the database says them, too. */
    private void connected(String name) {
        if (!name.startsWith("dbname=")) {
            databases.add(name);
        }
    }

    /** The line that ends a dump may also stand inside of a value: then a statement follows it, or the rest of one. */
    private void statement(String text) {
        complete = false;
        each(ENCODING, text, name -> encoding = name);
        tables += TABLE.matcher(text).find() ? 1 : 0;
        createsPublic |= PUBLIC_SCHEMA.matcher(text).find();
        each(EXTENSION, text, extensions::add);
        each(CREATED_ROLE, text, created::add);
        each(DATABASE, text, databases::add);
        each(TABLESPACE, text, this::tablespace);
        each(TABLESPACE_CLAUSE, text, this::tablespace);
        for (var role : List.of(OWNER, SCHEMA_OWNER, GRANTEE, LOSER, DEFAULTS, SESSION)) {
            each(role, text, this::role);
        }
        var policy = POLICY.matcher(text);
        if (policy.find()) {
            for (var role : policy.group(1).split(",")) {
                role(unquoted(role.strip()));
            }
        }
    }

    private void tablespace(String name) {
        if (!name.startsWith("pg_")) {
            tablespaces.add(name);
        }
    }

    /** PUBLIC and the like are words of SQL, roles of PostgreSQL itself exist. */
    private void role(String name) {
        boolean word = name.equals("PUBLIC") || name.equals("DEFAULT") || name.startsWith("CURRENT_");
        if (!word && !name.startsWith("pg_")) {
            named.add(name);
        }
    }

    /** Calls it with the first group that matched. */
    private static void each(Pattern pattern, String text, Consumer<String> found) {
        Matcher matcher = pattern.matcher(text);
        if (matcher.find()) {
            for (int group = 1; group <= matcher.groupCount(); group++) {
                if (matcher.group(group) != null) {
                    found.accept(unquoted(matcher.group(group)));
                    return;
                }
            }
        }
    }

    private static String unquoted(String identifier) {
        return identifier.length() > 1 && identifier.startsWith("\"") && identifier.endsWith("\"")
                ? identifier.substring(1, identifier.length() - 1).replace("\"\"", "\"")
                : identifier;
    }
}
