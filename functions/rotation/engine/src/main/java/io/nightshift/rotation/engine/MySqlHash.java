package io.nightshift.rotation.engine;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;

/**
 * What MariaDB and MySQL store for a password, computed here, so that statements hold no password.
 *
 * @see <a href="https://www.akkadia.org/drepper/SHA-crypt.txt">SHA-crypt</a>, which {@code caching_sha2_password} uses with a
 *     salt of 20 bytes
 */
final class MySqlHash {

    static final int SALT = 20;

    private static final int ROUNDS = 5_000;
    private static final int DIGEST = 32;
    private static final String ALPHABET = "./0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";

    private MySqlHash() {}

    /** For {@code mysql_native_password}: {@code *} and 40 digits. */
    static String nativePassword(Credential credential) {
        var twice = credential.secret().useBytes(password -> digest("SHA-1", digest("SHA-1", password)));
        return "*" + HexFormat.of().withUpperCase().formatHex(twice);
    }

    /**
     * For {@code caching_sha2_password}: {@code $A$005$}, the salt, and 43 characters.
     *
     * @param salt 20 bytes from 1 to 127 without {@code $}
     */
    static byte[] cachingSha2(Credential credential, byte[] salt) {
        var digest = credential.secret().useBytes(password -> crypt(password, salt));
        var prefix = "$A$005$".getBytes(StandardCharsets.US_ASCII);
        return join(prefix, salt, encode(digest).getBytes(StandardCharsets.US_ASCII));
    }

    /** Reports whether a stored value of {@code caching_sha2_password} is that of this password. */
    static boolean isCachingSha2(Credential credential, byte[] stored) {
        int begin = "$A$005$".length();
        return stored.length > begin + SALT
                && MessageDigest.isEqual(
                        stored, cachingSha2(credential, Arrays.copyOfRange(stored, begin, begin + SALT)));
    }

    private static MessageDigest algorithm(String name) {
        try {
            return MessageDigest.getInstance(name);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has " + name, e);
        }
    }

    private static byte[] digest(String name, byte[]... parts) {
        return algorithm(name).digest(join(parts));
    }

    private static byte[] sha256(byte[]... parts) {
        return digest("SHA-256", parts);
    }

    private static byte[] join(byte[]... parts) {
        var all = new byte[Arrays.stream(parts).mapToInt(part -> part.length).sum()];
        int at = 0;
        for (var part : parts) {
            System.arraycopy(part, 0, all, at, part.length);
            at += part.length;
        }
        return all;
    }

    /** The digest, repeated up to that length. */
    private static byte[] stretched(byte[] digest, int length) {
        var all = new byte[length];
        for (int i = 0; i < length; i++) {
            all[i] = digest[i % digest.length];
        }
        return all;
    }

    private static byte[] crypt(byte[] password, byte[] salt) {
        var p = stretched(sha256(repeated(password, password.length)), password.length);
        var first = algorithm("SHA-256");
        var alternate = sha256(password, salt, password);
        first.update(join(password, salt, stretched(alternate, password.length)));
        for (int bits = password.length; bits > 0; bits >>= 1) {
            first.update((bits & 1) == 0 ? password : alternate);
        }
        var digest = first.digest();
        var s = stretched(sha256(repeated(salt, 16 + (digest[0] & 0xff))), salt.length);
        for (int round = 0; round < ROUNDS; round++) {
            digest = sha256(
                    round % 2 == 1 ? p : digest,
                    round % 3 == 0 ? new byte[0] : s,
                    round % 7 == 0 ? new byte[0] : p,
                    round % 2 == 1 ? digest : p);
        }
        Arrays.fill(p, (byte) 0);
        return digest;
    }

    private static byte[] repeated(byte[] part, int times) {
        return stretched(part, part.length * times);
    }

    private static String encode(byte[] digest) {
        var text = new StringBuilder();
        for (int i = 0, a = 0; i < 10; i++) {
            int b = (a + 10) % 30;
            int c = (a + 20) % 30;
            append(text, digest[a], digest[b], digest[c], 4);
            a = (a + 21) % 30;
        }
        append(text, (byte) 0, digest[DIGEST - 1], digest[DIGEST - 2], 3);
        return text.toString();
    }

    private static void append(StringBuilder text, byte high, byte middle, byte low, int characters) {
        int bits = ((high & 0xff) << 16) | ((middle & 0xff) << 8) | (low & 0xff);
        for (int i = 0; i < characters; i++) {
            text.append(ALPHABET.charAt((bits >> (6 * i)) & 0x3f));
        }
    }
}
