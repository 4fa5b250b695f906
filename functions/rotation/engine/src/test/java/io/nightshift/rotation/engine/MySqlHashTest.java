package io.nightshift.rotation.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;

class MySqlHashTest {

    private static final Credential HASHCAT = new Credential("app", "hashcat");

    /** The example of hashcat's mode 7401: made by MySQL. */
    @Test
    void isWhatMySqlStoresForCachingSha2Password() {
        var salt = HexFormat.of().parseHex("F9CC98CE08892924F50A213B6BC571A2C11778C5");
        var digest = HexFormat.of()
                .parseHex("625479393559393965414D45316477456B484F41316E64484742577A2E3162785353526B7554584647562F");
        var stored = MySqlHash.cachingSha2(HASHCAT, salt);
        assertThat(new String(stored, stored.length - 43, 43, StandardCharsets.US_ASCII))
                .isEqualTo(new String(digest, StandardCharsets.US_ASCII));
        assertThat(stored).hasSize(70).startsWith("$A$005$".getBytes(StandardCharsets.US_ASCII));
        assertThat(MySqlHash.isCachingSha2(HASHCAT, stored)).isTrue();
        assertThat(MySqlHash.isCachingSha2(new Credential("app", "hashcaT"), stored))
                .isFalse();
        assertThat(MySqlHash.isCachingSha2(HASHCAT, new byte[0])).isFalse();
    }

    /** The example of hashcat's mode 300, and MySQL's own. */
    @Test
    void isWhatMariaDbStores() {
        assertThat(MySqlHash.nativePassword(HASHCAT)).isEqualTo("*FCF7C1B8749CF99D88E5F34271D636178FB5D130");
        assertThat(MySqlHash.nativePassword(new Credential("", "password")))
                .isEqualTo("*2470C0C06DEE42FD1618BB99005ADCA2EC9D1E19");
    }
}
