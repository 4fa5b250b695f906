package io.nightshift.sandbox.fuzz;

import io.nightshift.core.json.Json;
import io.nightshift.core.json.JsonException;
import io.nightshift.sandbox.contract.Mutation;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.random.RandomGenerator;

/** Plants secrets in the texts of a JSON value, and finds them again, also in parts. */
public final class Canaries {

    private static final List<String> PARTS = List.of("canary-7f3a", "akiaiosfodnn7example", "wjalrxutnfemi");

    private final RandomGenerator random;
    private final double share;
    private final int how;

    /** @param share the share of the texts that get one, 0 to 1 */
    Canaries(RandomGenerator random, double share) {
        this.random = random;
        this.share = share;
        this.how = random.nextInt(3);
    }

    /** Reports whether the text repeats a canary, or a part of one. */
    public static boolean sings(String text) {
        var lower = text.toLowerCase(Locale.ROOT);
        return PARTS.stream().anyMatch(lower::contains);
    }

    /** The text with canaries; unchanged if it is not JSON. */
    String in(String text) {
        try {
            return in(Json.parse(text)).text();
        } catch (JsonException e) {
            return text;
        }
    }

    private Json in(Json value) {
        return switch (value) {
            case Json.Obj obj -> {
                var members = new LinkedHashMap<>(obj.members());
                members.replaceAll((name, member) -> in(member));
                yield new Json.Obj(members);
            }
            case Json.Arr arr -> Json.arr(arr.items().stream().map(this::in).toList());
            case Json.Str(var text) -> Json.of(NestedJson.inside(text, this::in).orElseGet(() -> planted(text)));
            case Json.Num ignored -> random.nextDouble() < share / 4 ? Json.of(Mutation.CANARY) : value;
            case Json.Bool ignored -> value;
            case Json.Null ignored -> value;
        };
    }

    private String planted(String text) {
        if (random.nextDouble() >= share) {
            return text;
        }
        return how == 0 ? Mutation.CANARY : how == 1 ? text + Mutation.CANARY : Mutation.CANARY + text;
    }
}
