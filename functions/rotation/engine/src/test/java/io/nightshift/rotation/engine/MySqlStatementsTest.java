package io.nightshift.rotation.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What is sent to MySQL. There is no MySQL here: MariaDB's statements alone are tried on a server. */
class MySqlStatementsTest {

    private static final MySqlServer MYSQL = MySqlServer.of("8.4.3", false);
    private static final MySqlServer OLDER = MySqlServer.of("8.0.13-log", false);
    private static final Credential OLD = new Credential("app", "canary-old");
    private static final Credential NEW = new Credential("app", "canary-new");

    private static MySqlAccount sha2(Credential has) {
        var salt = "12345678901234567890".getBytes(StandardCharsets.US_ASCII);
        return new MySqlAccount(
                "app", "%", MySqlAccount.SHA2, new String(MySqlHash.cachingSha2(has, salt), StandardCharsets.US_ASCII));
    }

    private static MySqlAccount nativePassword(Credential has) {
        return new MySqlAccount("app", "%", MySqlAccount.NATIVE, MySqlHash.nativePassword(has));
    }

    @Test
    void keepsTheOldPasswordBesideTheNewOne() {
        assertThat(MySqlStatements.set(MYSQL, nativePassword(OLD), NEW, Optional.of(OLD)))
                .containsExactly("ALTER USER `app`@`%` IDENTIFIED WITH mysql_native_password AS '"
                        + MySqlHash.nativePassword(NEW) + "' RETAIN CURRENT PASSWORD");
        assertThat(MySqlStatements.set(MYSQL, sha2(OLD), NEW, Optional.of(OLD)))
                .singleElement()
                .satisfies(sql -> {
                    assertThat(sql).startsWith("ALTER USER `app`@`%` IDENTIFIED WITH caching_sha2_password AS 0x");
                    assertThat(sql).endsWith(" RETAIN CURRENT PASSWORD");
                    var stored = HexFormat.of().parseHex(sql.substring(sql.indexOf("0x") + 2, sql.indexOf(" RETAIN")));
                    assertThat(MySqlHash.isCachingSha2(NEW, stored)).isTrue();
                });
    }

    /** A second RETAIN would drop the old one. */
    @Test
    void setsTheNewPasswordOnce() {
        assertThat(MySqlStatements.set(MYSQL, sha2(NEW), NEW, Optional.of(OLD))).isEmpty();
        var replaced = MySqlStatements.set(MYSQL, sha2(new Credential("app", "first")), NEW, Optional.of(OLD));
        assertThat(replaced).singleElement().satisfies(sql -> assertThat(sql).doesNotContain("RETAIN"));
    }

    @Test
    void discardsTheOldPassword() {
        assertThat(MySqlStatements.retire(MYSQL, sha2(NEW), Optional.of(NEW)))
                .containsExactly("ALTER USER `app`@`%` DISCARD OLD PASSWORD");
        assertThat(MySqlStatements.set(MYSQL, sha2(OLD), NEW, Optional.empty()))
                .hasSize(2)
                .endsWith("ALTER USER `app`@`%` DISCARD OLD PASSWORD");
        assertThat(MySqlStatements.set(OLDER, sha2(OLD), NEW, Optional.empty())).hasSize(1);
    }

    @Test
    void aLeakedPasswordIsReplacedByOneThatNobodyKnows() {
        var first = MySqlStatements.retire(MYSQL, sha2(OLD), Optional.empty());
        assertThat(first).hasSize(2).isNotEqualTo(MySqlStatements.retire(MYSQL, sha2(OLD), Optional.empty()));
    }

    @Test
    void knowsTheServersByTheirVersions() {
        assertThat(MYSQL.dual()).isTrue();
        assertThat(OLDER.dual()).isFalse();
        assertThat(MySqlServer.of("8.0.14", false).dual()).isTrue();
        assertThat(MySqlServer.of("5.6.51", false).supported()).isFalse();
        assertThat(MySqlServer.of("10.11.19-MariaDB-0+deb12u1", false))
                .isEqualTo(new MySqlServer(true, 101_119, false));
        assertThat(MySqlServer.of("10.3.39-MariaDB", false).supported()).isFalse();
        assertThat(MySqlServer.of("unknown", false).supported()).isFalse();
    }

    @Test
    void quotesNames() {
        var odd = new MySqlAccount("a`b'c", "10.0.%", MySqlAccount.NATIVE, "");
        assertThat(odd.quoted()).isEqualTo("`a``b'c`@`10.0.%`");
    }
}
