package io.nightshift.local.policy;

import io.nightshift.core.json.Json;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Random;

/** Writes JSON as YAML in block style, with quotes, comments and the order of keys as chance has it. */
final class RandomYaml {

    private final Random random;

    RandomYaml(long seed) {
        this.random = new Random(seed);
    }

    String write(Json.Obj document) {
        var out = new StringBuilder("# chance: " + random.nextInt() + "\n");
        block(document, "", out, true);
        return out.toString();
    }

    private void block(Json value, String indent, StringBuilder out, boolean top) {
        switch (value) {
            case Json.Obj obj
            when !obj.members().isEmpty() -> {
                var members = new ArrayList<>(obj.members().entrySet());
                // The order of environments has a meaning; so each level whose names the user chose stays as it is.
                if (top || !obj.members().containsKey("a")) {
                    Collections.shuffle(members, random);
                }
                out.append(top ? "" : "\n");
                for (var member : members) {
                    var name = member.getKey();
                    out.append(indent)
                            .append(random.nextBoolean() ? name : "\"" + name + "\"")
                            .append(":");
                    block(member.getValue(), indent + "  ", out, false);
                }
            }
            case Json.Arr arr
            when !arr.items().isEmpty() -> {
                out.append('\n');
                for (var item : arr.items()) {
                    out.append(indent).append("-");
                    block(item, indent + "  ", out, false);
                }
            }
            default ->
                out.append(' ')
                        .append(scalar(value))
                        .append(random.nextInt(4) == 0 ? "  # why" : "")
                        .append('\n');
        }
    }

    private String scalar(Json value) {
        if (value instanceof Json.Str(var text) && text.matches("[a-z][a-z0-9-]*") && !text.equals("true")) {
            return random.nextBoolean() ? text : "'" + text + "'";
        }
        return value.text();
    }
}
