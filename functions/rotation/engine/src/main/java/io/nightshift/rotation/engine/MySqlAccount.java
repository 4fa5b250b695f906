package io.nightshift.rotation.engine;

import io.nightshift.core.run.ConstantTime;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * One account: a name as seen from some hosts.
 *
 * @param plugin checks its logins
 * @param stored its primary password as the plugin keeps it
 */
record MySqlAccount(String user, String host, @Nullable String plugin, String stored) {

    static final String NATIVE = "mysql_native_password";
    static final String SHA2 = "caching_sha2_password";

    /** {@code `user`@`host`}: backticks keep their meaning in every SQL mode. */
    String quoted() {
        return quoted(user) + "@" + quoted(host);
    }

    static String quoted(String name) {
        return '`' + name.replace("`", "``") + '`';
    }

    /** Reports whether its password can be set by a hash that is computed here. */
    boolean hashable(boolean mariaDb) {
        return NATIVE.equals(plugin) || (!mariaDb && SHA2.equals(plugin));
    }

    boolean has(Credential credential) {
        return SHA2.equals(plugin)
                ? MySqlHash.isCachingSha2(credential, stored.getBytes(StandardCharsets.US_ASCII))
                : ConstantTime.isSame(stored, MySqlHash.nativePassword(credential));
    }

    /** Without what is stored. */
    @Override
    public String toString() {
        return quoted();
    }
}
