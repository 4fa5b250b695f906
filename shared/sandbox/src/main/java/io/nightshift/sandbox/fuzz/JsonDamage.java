package io.nightshift.sandbox.fuzz;

import io.nightshift.core.json.Json;
import io.nightshift.sandbox.contract.Mutation;
import java.util.random.RandomGenerator;

/** Replacements for one JSON value, including ones that no JSON writer would write. */
enum JsonDamage {
    NULL,
    EMPTY,
    OTHER_TYPE,
    QUOTED,
    LISTED,
    WRAPPED,
    MANY,
    TWICE,
    HUGE_NUMBER,
    HUGE_TEXT,
    DEEP,
    UNICODE,
    ESCAPE,
    LOOKALIKE,
    UNKNOWN_MEMBER,
    BOMB,
    HALF_PACKED;

    private static final String[] NUMBERS = {
        "1e999999999",
        "-1e-999999999",
        "0e2147483648",
        "-0",
        "1E+400",
        "9223372036854775808",
        "0." + "0".repeat(300) + "1"
    };

    private static final String[] LITERALS = {"true", "false", "0", "-1", "\"\"", "{}", "[]", "[[]]", "\"null\""};

    private static final String[] UNICODE_TEXTS = {
        "\\ud800",
        "\\udc00\\ud800",
        "\\u0000",
        "\u202Eevil\u202C",
        "\u0085",
        "\u2028",
        "\\u001b[31m",
        "\uFEFF",
        "a\u0301".repeat(50),
        "\uD83D\uDE00",
        "\\r\\n\\r\\nX-Header: 1",
        "\u007f"
    };

    private static final String[] ESCAPES = {"\\\u0001", "\\\u202E", "\\x", "\\u12", "\u0007", "\\u00g0", "\\\uD800"};

    private static final String[] LOOKALIKES = {
        "arn:aws:::::",
        "arn:aws:rds:eu-central-1:111122223333:db:" + "a/".repeat(400),
        "-999999999-01-01T00:00:00Z",
        "+999999999-12-31T23:59:59.999999999Z",
        "2026-11-20T03:00:00+18:59",
        "projects//logs/",
        "projects/p/logs/%2F%",
        "//logging.googleapis.com/",
        "%",
        "%zz",
        "::::",
        "////",
        "-",
        "9".repeat(400),
        "1e9",
        "PT9999999999999H",
        "2026-02-30T25:61:61Z",
        "$(id)",
        "' OR 1=1 --",
        "../../etc/passwd",
        "http://[::1",
        "{{7*7}}"
    };

    /**
     * The text that replaces a value.
     *
     * @param old the text of the replaced value
     * @param name of the member; empty in an array
     */
    String written(String old, String name, RandomGenerator random) {
        return switch (this) {
            case NULL -> "null";
            case EMPTY -> "";
            case OTHER_TYPE -> one(LITERALS, random);
            case QUOTED -> Json.of(old).text();
            case LISTED -> "[" + old + "]";
            case WRAPPED -> "{\"value\":" + old + "}";
            case MANY -> "[" + old + ("," + old).repeat(Math.min(500, 50_000 / (old.length() + 1))) + "]";
            case TWICE -> old + "," + (name.isEmpty() ? "" : Json.of(name).text() + ":") + old;
            case HUGE_NUMBER -> random.nextBoolean() ? one(NUMBERS, random) : "9".repeat(1 + random.nextInt(20_000));
            case HUGE_TEXT -> text("x".repeat(1 + random.nextInt(100_000)));
            case DEEP -> deep(1 + random.nextInt(random.nextBoolean() ? 120 : 50_000), random);
            case UNICODE -> text(one(UNICODE_TEXTS, random));
            case ESCAPE -> text(one(ESCAPES, random));
            case LOOKALIKE -> text(one(LOOKALIKES, random));
            case UNKNOWN_MEMBER -> old + ",\"" + one(UNICODE_TEXTS, random) + "\":" + text(Mutation.CANARY);
            case BOMB -> text(NestedJson.bomb(random));
            case HALF_PACKED -> text(half(NestedJson.bomb(random), random));
        };
    }

    private static String deep(int levels, RandomGenerator random) {
        return random.nextBoolean()
                ? "[".repeat(levels) + "]".repeat(levels)
                : "{\"a\":".repeat(levels) + "1" + "}".repeat(levels);
    }

    private static String half(String packed, RandomGenerator random) {
        int at = random.nextInt(packed.length());
        return random.nextBoolean() ? packed.substring(0, at) : packed.substring(0, at) + "*" + packed.substring(at);
    }

    private static String text(String raw) {
        return "\"" + raw + "\"";
    }

    private static String one(String[] texts, RandomGenerator random) {
        return texts[random.nextInt(texts.length)];
    }
}
