package io.nightshift.rotation.engine;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.postgresql.util.PasswordUtil;

/**
 * The statements that change roles. A password stands in none of them: the server takes its SCRAM verifier, which is what it
 * stores anyway.
 *
 * @see <a href="https://www.postgresql.org/docs/current/sql-alterrole.html">ALTER ROLE</a>
 */
final class PostgresStatements {

    /** Settings whose value is a list of quoted names (GUC_LIST_QUOTE): each is a literal of its own. */
    private static final Set<String> LISTS = Set.of(
            "search_path",
            "temp_tablespaces",
            "local_preload_libraries",
            "session_preload_libraries",
            "shared_preload_libraries",
            "unix_socket_directories");

    private static final Pattern ELEMENT = Pattern.compile("\"((?:[^\"]|\"\")*)\"|([^\\s,\"]+)");

    private PostgresStatements() {}

    static String name(String name) {
        return '"' + name.replace("\"", "\"\"") + '"';
    }

    private static String literal(String text) {
        var quoted = '\'' + text.replace("'", "''").replace("\\", "\\\\") + '\'';
        return text.contains("\\") ? " E" + quoted : quoted;
    }

    private static String verifier(Credential credential) {
        return literal(credential.secret().use(PasswordUtil::encodeScramSha256));
    }

    static String password(Credential credential) {
        return "ALTER ROLE " + name(credential.user()) + " PASSWORD " + verifier(credential);
    }

    /** Sessions stay, and so do logins by certificate or by a cloud's identity. */
    static String noPassword(String user) {
        return "ALTER ROLE " + name(user) + " PASSWORD NULL";
    }

    /** A role that differs from the original in name and password alone, and owns nothing. */
    static List<String> clone(PostgresRole original, Optional<PostgresRole> clone, Credential pending) {
        var role = name(pending.user());
        var statements = new ArrayList<String>();
        if (clone.isEmpty()) {
            statements.add("CREATE ROLE " + role + " IN ROLE " + name(original.name()));
        }
        statements.add("ALTER ROLE " + role + " LOGIN INHERIT CONNECTION LIMIT " + original.connectionLimit()
                + " VALID UNTIL " + literal(original.validUntil()) + " PASSWORD " + verifier(pending));
        clone.stream()
                .flatMap(before -> before.settings().stream())
                .map(PostgresRole.Setting::database)
                .distinct()
                .forEach(database -> statements.add("ALTER ROLE " + role + in(database) + " RESET ALL"));
        original.settings().forEach(setting -> statements.add(set(role, setting)));
        // What the clone creates belongs to the original. Not undone by RESET ROLE or DISCARD ALL.
        if (original.settings().stream().noneMatch(setting -> setting.name().equals("role"))) {
            statements.add("ALTER ROLE " + role + " SET role TO " + literal(original.name()));
        }
        return statements;
    }

    private static String set(String role, PostgresRole.Setting setting) {
        return "ALTER ROLE " + role + in(setting.database()) + " SET " + settingName(setting.name()) + " TO "
                + (LISTS.contains(setting.name()) ? list(setting.value()) : literal(setting.value()));
    }

    private static String in(Optional<String> database) {
        return database.map(name -> " IN DATABASE " + name(name)).orElse("");
    }

    /** Extensions' settings have two parts. */
    private static String settingName(String name) {
        return Pattern.compile("\\.")
                .splitAsStream(name)
                .map(PostgresStatements::name)
                .collect(Collectors.joining("."));
    }

    private static String list(String value) {
        var elements = ELEMENT.matcher(value)
                .results()
                .map(found -> literal(
                        found.group(1) == null ? found.group(2) : found.group(1).replace("\"\"", "\"")))
                .collect(Collectors.joining(", "));
        return elements.isEmpty() ? "''" : elements;
    }
}
