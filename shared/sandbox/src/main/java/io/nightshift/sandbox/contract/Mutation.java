package io.nightshift.sandbox.contract;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.nightshift.core.json.Json;
import io.nightshift.core.json.JsonException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/** Damages one randomly chosen place of a JSON value; JSON inside a string, also in Base64, is damaged inside. */
public enum Mutation {
    DROP,
    NULL,
    EMPTY,
    NUMBER,
    OBJECT,
    ARRAY,
    TEXT,
    LONG_TEXT,
    DEEP,
    EXTRA_MEMBER;

    /** A secret in the wrong field. */
    public static final String CANARY = "canary-7f3a:AKIAIOSFODNN7EXAMPLE/wJalrXUtnFEMI";

    public Json in(Json value, Random random) {
        return switch (value) {
            case Json.Obj obj when !obj.members().isEmpty() -> inObject(obj, random);
            case Json.Arr arr when !arr.items().isEmpty() -> inArray(arr, random);
            case Json.Str str when random.nextInt(4) > 0 -> inText(str, random);
            case Json other -> replacement(other);
        };
    }

    private Json inObject(Json.Obj obj, Random random) {
        var members = new LinkedHashMap<>(obj.members());
        var name = List.copyOf(members.keySet()).get(random.nextInt(members.size()));
        if (this == EXTRA_MEMBER && random.nextInt(3) == 0) {
            members.put("password", Json.of(CANARY));
        } else if (random.nextInt(3) == 0) {
            if (this == DROP) {
                members.remove(name);
            } else {
                members.put(name, replacement(value(members, name)));
            }
        } else {
            members.put(name, in(value(members, name), random));
        }
        return new Json.Obj(members);
    }

    private static Json value(Map<String, Json> members, String name) {
        return members.getOrDefault(name, Json.Null.NULL);
    }

    private Json inArray(Json.Arr arr, Random random) {
        var items = new ArrayList<>(arr.items());
        int at = random.nextInt(items.size());
        if (this == DROP && random.nextInt(3) == 0) {
            items.remove(at);
        } else {
            items.set(at, in(items.get(at), random));
        }
        return new Json.Arr(items);
    }

    private Json inText(Json.Str str, Random random) {
        var plain = object(str.value());
        if (plain != null) {
            return Json.of(in(plain, random).text());
        }
        var unpacked = unpacked(str.value());
        var packed = unpacked == null ? null : object(unpacked);
        return packed == null
                ? replacement(str)
                : Json.of(Base64.getEncoder().encodeToString(in(packed, random).bytes()));
    }

    private static @Nullable Json object(String text) {
        try {
            return text.startsWith("{") ? Json.parse(text) : null;
        } catch (JsonException e) {
            return null;
        }
    }

    private static @Nullable String unpacked(String text) {
        try {
            return new String(Base64.getDecoder().decode(text), UTF_8);
        } catch (IllegalArgumentException e) {
            return null;
        }
    }

    private Json replacement(Json old) {
        return switch (this) {
            case DROP, NULL -> Json.Null.NULL;
            case EMPTY -> Json.of("");
            case NUMBER -> new Json.Num("-1e400");
            case OBJECT -> Json.obj().with("secret", CANARY);
            case ARRAY -> Json.arr(old, Json.of(CANARY));
            case TEXT -> Json.of(CANARY + "\n\u0000\"*_`<!channel>\u202e\ud800");
            case LONG_TEXT -> Json.of("x".repeat(5_000));
            case DEEP -> deep();
            case EXTRA_MEMBER -> old;
        };
    }

    private static Json deep() {
        Json value = Json.of(CANARY);
        for (int i = 0; i < 90; i++) {
            value = i % 2 == 0 ? Json.arr(value) : Json.obj().with("deeper", value);
        }
        return value;
    }
}
