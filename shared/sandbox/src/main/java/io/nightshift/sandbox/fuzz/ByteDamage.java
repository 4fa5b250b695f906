package io.nightshift.sandbox.fuzz;

import java.util.Arrays;
import java.util.random.RandomGenerator;

/** Damage that ignores the meaning of the bytes. */
enum ByteDamage {
    FLIP,
    SET,
    CUT,
    DROP,
    DOUBLE,
    SPLICE,
    JUNK,
    NOISE;

    private static final byte[] QUOTED =
            "{}[]:,\"\\\u0000\t\n0e-&*!|>#%@`\u202E\u0085".getBytes(java.nio.charset.StandardCharsets.UTF_8);

    /** @param other a second sample, of which parts are inserted */
    byte[] in(byte[] bytes, byte[] other, RandomGenerator random) {
        if (bytes.length == 0) {
            return other;
        }
        int from = random.nextInt(bytes.length);
        int to = Math.min(bytes.length, from + 1 + random.nextInt(200));
        return switch (this) {
            case FLIP -> set(bytes, from, (byte) (bytes[from] ^ (1 << random.nextInt(8))));
            case SET -> set(bytes, from, QUOTED[random.nextInt(QUOTED.length)]);
            case CUT -> Arrays.copyOf(bytes, from);
            case DROP -> joined(bytes, from, new byte[0], to);
            case DOUBLE -> joined(bytes, to, Arrays.copyOfRange(bytes, from, to), to);
            case SPLICE -> joined(bytes, from, part(other, random), to);
            case JUNK -> joined(bytes, from, QUOTED, from);
            case NOISE -> noise(random);
        };
    }

    private static byte[] set(byte[] bytes, int at, byte value) {
        var changed = bytes.clone();
        changed[at] = value;
        return changed;
    }

    private static byte[] joined(byte[] bytes, int end, byte[] middle, int start) {
        var joined = Arrays.copyOf(bytes, end + middle.length + bytes.length - start);
        System.arraycopy(middle, 0, joined, end, middle.length);
        System.arraycopy(bytes, start, joined, end + middle.length, bytes.length - start);
        return joined;
    }

    private static byte[] part(byte[] other, RandomGenerator random) {
        int from = random.nextInt(other.length + 1);
        return Arrays.copyOfRange(other, from, from + random.nextInt(other.length - from + 1));
    }

    private static byte[] noise(RandomGenerator random) {
        var noise = new byte[random.nextInt(2_000)];
        random.nextBytes(noise);
        return noise;
    }
}
