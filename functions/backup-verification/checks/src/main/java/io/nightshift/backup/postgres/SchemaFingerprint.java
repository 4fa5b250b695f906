package io.nightshift.backup.postgres;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * A short hash for each object of a schema. Of a large schema, what is part of a table is folded into the table, so that the
 * whole fits into one item of a ledger.
 */
final class SchemaFingerprint {

    /** About 200 KiB of ledger. */
    static final int MOST_OBJECTS = 4000;

    private static final int LENGTH = 6;

    private final int most;
    private final Map<String, String> hashes = new TreeMap<>();
    private final Map<String, String> wholes = new TreeMap<>();

    SchemaFingerprint() {
        this(MOST_OBJECTS);
    }

    SchemaFingerprint(int most) {
        this.most = most;
    }

    /**
     * @param partOf the object that stands for this one in a large schema; empty for itself
     * @param definition null for none
     */
    void add(String object, String partOf, @Nullable String definition) {
        hashes.put(object, hash(String.valueOf(definition)));
        wholes.put(object, partOf.isEmpty() ? object : partOf);
    }

    SortedMap<String, String> hashes() {
        return hashes.size() <= most ? new TreeMap<>(hashes) : folded();
    }

    private SortedMap<String, String> folded() {
        var texts = new TreeMap<String, StringBuilder>();
        hashes.forEach((object, hash) -> texts.computeIfAbsent(
                        wholes.getOrDefault(object, object), whole -> new StringBuilder())
                .append(object)
                .append('=')
                .append(hash)
                .append('\n'));
        var folded = new TreeMap<String, String>();
        texts.forEach((object, text) -> folded.put(object, hash(text.toString())));
        return folded;
    }

    private static String hash(String definition) {
        try {
            var digest = MessageDigest.getInstance("SHA-256").digest(definition.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest, 0, LENGTH);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
