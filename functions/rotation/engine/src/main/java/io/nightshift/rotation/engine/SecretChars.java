package io.nightshift.rotation.engine;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A password or key in memory. Its text form shows nothing, and {@link #close} overwrites it. Equality compares the
 * characters.
 */
public final class SecretChars implements AutoCloseable {

    /** Of one character in UTF-8. */
    private static final int MOST_BYTES = 3;

    private final char[] chars;

    private SecretChars(char[] chars) {
        this.chars = chars;
    }

    /** @param chars copied; the caller wipes its own array */
    public static SecretChars of(char[] chars) {
        return new SecretChars(chars.clone());
    }

    public static SecretChars of(String text) {
        return new SecretChars(text.toCharArray());
    }

    public int length() {
        return chars.length;
    }

    /** Gives the work a copy of the characters and wipes that copy afterwards. */
    public <T> T use(Function<char[], T> work) {
        var copy = chars.clone();
        try {
            return work.apply(copy);
        } finally {
            Arrays.fill(copy, '\0');
        }
    }

    /** Gives the work the characters in UTF-8 and wipes them afterwards. */
    public <T> T useBytes(Function<byte[], T> work) {
        var buffer = ByteBuffer.allocate(chars.length * MOST_BYTES);
        StandardCharsets.UTF_8.newEncoder().encode(CharBuffer.wrap(chars), buffer, true);
        var bytes = Arrays.copyOf(buffer.array(), buffer.position());
        try {
            return work.apply(bytes);
        } finally {
            Arrays.fill(bytes, (byte) 0);
            Arrays.fill(buffer.array(), (byte) 0);
        }
    }

    /** For drivers that accept only text; the caller lets go of it at once. */
    public String text() {
        return new String(chars);
    }

    @Override
    public void close() {
        Arrays.fill(chars, '\0');
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof SecretChars secret && Arrays.equals(chars, secret.chars);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(chars);
    }

    @Override
    public String toString() {
        return "(secret)";
    }
}
