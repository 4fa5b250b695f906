package io.nightshift.rotation.engine;

import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;

/**
 * The statements that change accounts; each holds hashes, never a password.
 *
 * @see <a href="https://mariadb.com/kb/en/alter-user/">ALTER USER of MariaDB</a>
 * @see <a href="https://dev.mysql.com/doc/refman/8.4/en/password-management.html#dual-passwords">dual passwords of MySQL</a>
 */
final class MySqlStatements {

    private static final SecureRandom RANDOM = new SecureRandom();

    /** One more than the last character of the salts, which are printable and hold no {@code $}. */
    private static final String SALT_CHARACTERS = "./0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";

    private MySqlStatements() {}

    /** Makes the account accept the new credential, and the old one as well if it is given. */
    static List<String> set(MySqlServer server, MySqlAccount account, Credential pending, Optional<Credential> old) {
        if (server.mariaDb()) {
            return List.of(mariaDb(account, pending, old));
        }
        if (old.isEmpty()) {
            var only = mySql(account, pending, "");
            return server.dual() ? List.of(only, discard(account)) : List.of(only);
        }
        if (account.has(pending)) {
            return List.of();
        }
        // A second RETAIN would drop the oldest password; without it, that one stays as it is.
        return List.of(mySql(account, pending, account.has(old.get()) ? " RETAIN CURRENT PASSWORD" : ""));
    }

    /** Shuts the old one out. */
    static List<String> retire(MySqlServer server, MySqlAccount account, Optional<Credential> pending) {
        if (pending.isEmpty()) {
            return set(server, account, nobody(), Optional.empty());
        }
        return server.mariaDb()
                ? List.of(mariaDb(account, pending.get(), Optional.empty()))
                : server.dual() ? List.of(discard(account)) : List.of();
    }

    private static String alter(MySqlAccount account) {
        return "ALTER USER " + account.quoted();
    }

    private static String mariaDb(MySqlAccount account, Credential pending, Optional<Credential> old) {
        return alter(account) + " IDENTIFIED VIA " + using(pending)
                + old.map(credential -> " OR " + using(credential)).orElse("");
    }

    private static String using(Credential credential) {
        return MySqlAccount.NATIVE + " USING '" + MySqlHash.nativePassword(credential) + "'";
    }

    private static String mySql(MySqlAccount account, Credential pending, String retain) {
        var hash = MySqlAccount.SHA2.equals(account.plugin())
                ? "0x" + HexFormat.of().formatHex(MySqlHash.cachingSha2(pending, salt()))
                : "'" + MySqlHash.nativePassword(pending) + "'";
        return alter(account) + " IDENTIFIED WITH " + account.plugin() + " AS " + hash + retain;
    }

    private static String discard(MySqlAccount account) {
        return alter(account) + " DISCARD OLD PASSWORD";
    }

    private static byte[] salt() {
        return random(MySqlHash.SALT).getBytes(StandardCharsets.US_ASCII);
    }

    /** A password that nobody knows. */
    private static Credential nobody() {
        return new Credential("", random(64));
    }

    private static String random(int length) {
        var text = new StringBuilder(length);
        for (int i = 0; i < length; i++) {
            text.append(SALT_CHARACTERS.charAt(RANDOM.nextInt(SALT_CHARACTERS.length())));
        }
        return text.toString();
    }
}
