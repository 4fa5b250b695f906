package io.nightshift.sandbox.fuzz;

import io.nightshift.sandbox.contract.Mutation;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;

/** Damage to one line of a YAML text. */
enum YamlDamage {
    REMOVE,
    TWICE,
    MOVE,
    INDENT,
    NULL,
    OTHER_TYPE,
    HUGE,
    DEEP,
    ANCHOR,
    ALIAS,
    MERGE,
    TAG,
    BLOCK,
    QUOTED_KEY,
    UNKNOWN_KEY;

    private static final String[] VALUES = {
        "[]",
        "{}",
        "true",
        "-1",
        "1e999999999",
        ".nan",
        "0x7fffffffffffffffffff",
        "~",
        "\"\\u202e\\u0000\\u0085\"",
        "9999999999999999999999d",
        "PT5M",
        "5m 5m",
        "100000000000%",
        "2026-02-30T99:99",
        "!!binary AAAA",
        "\"\\ud800\"",
        "'*'",
        "\"" + "*a".repeat(40) + "\"",
        "@",
        "`",
        "{a: [b, {c: d}]}",
        "|\n  x",
        "- - - a"
    };

    private static final String[] KEYS = {
        "\"\\x07bell\"", "\"a\\nb\"", "\"\\u202Eevil\"", "\"\\x85\"", "\"\"", "? [a, b]\n", "\"\\e[31m\"", "<<"
    };

    String in(String text, RandomGenerator random) {
        List<String> lines = new ArrayList<>(text.lines().toList());
        if (lines.isEmpty()) {
            return text;
        }
        int at = random.nextInt(lines.size());
        var line = lines.get(at);
        var indent = line.substring(0, line.length() - line.stripLeading().length());
        var key = line.contains(":") ? line.substring(0, line.indexOf(':') + 1) : indent + "k:";
        switch (this) {
            case REMOVE -> lines.remove(at);
            case TWICE -> lines.add(at, line);
            case MOVE -> lines.add(random.nextInt(lines.size()), lines.remove(at));
            case INDENT -> lines.set(at, " ".repeat(random.nextInt(5)) + line.strip());
            case NULL -> lines.set(at, key);
            case OTHER_TYPE -> lines.set(at, key + " " + VALUES[random.nextInt(VALUES.length)]);
            case HUGE -> lines.set(at, key + " " + (random.nextBoolean() ? "9" : "x").repeat(random.nextInt(50_000)));
            case DEEP -> lines.set(at, key + " " + (random.nextBoolean() ? "[" : "{a: ").repeat(random.nextInt(5_000)));
            case ANCHOR -> lines.set(at, key + " &a" + line.substring(Math.min(line.length(), key.length())));
            case ALIAS -> lines.set(at, key + " *a");
            case MERGE -> lines.add(at, indent + "<<: *a");
            case TAG -> lines.set(at, key + " !!java.net.URL [\"http://127.0.0.1\"]");
            case BLOCK -> lines.set(at, key + " >-\n" + indent + "    " + "folded ".repeat(random.nextInt(2_000)));
            case QUOTED_KEY -> lines.add(at, indent + KEYS[random.nextInt(KEYS.length)] + ": x");
            case UNKNOWN_KEY -> lines.add(at, indent + "zz-secret: " + Mutation.CANARY);
        }
        return String.join("\n", lines);
    }
}
