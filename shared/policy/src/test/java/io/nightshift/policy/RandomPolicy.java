package io.nightshift.policy;

import io.nightshift.core.json.Json;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/** Writes valid policies by walking the shapes: the same seed gives the same policy. */
final class RandomPolicy {

    private static final List<String> NAMES = List.of("a", "b.1", "c_2");

    /** Values that are right wherever a key of that name stands, and that fit together. */
    private static final Map<String, List<Json>> BY_KEY = Map.ofEntries(
            Map.entry("version", List.of(Json.of(1))),
            Map.entry("lock", texts("2h", "1d", "PT3H")),
            Map.entry("needed", List.of(Json.of(1), Json.of(2))),
            Map.entry("time-zone", texts("UTC", "Europe/Berlin", "America/New_York")),
            Map.entry("share", texts("1%", "25%", "100%")),
            Map.entry("url-from-env", texts("URL", "_X9")),
            Map.entry("up-to-gib", List.of(Json.of(500))),
            Map.entry("by-percent", List.of(Json.of(10))),
            Map.entry("failover", List.of(Json.of(true), Json.of(false))),
            Map.entry("kind", texts("service", "alarm")));

    private final Random random;
    private int rules;

    RandomPolicy(long seed) {
        this.random = new Random(seed);
    }

    private static List<Json> texts(String... values) {
        return List.of(values).stream().<Json>map(Json::of).toList();
    }

    Json.Obj document() {
        var document = new LinkedHashMap<String, Json>();
        for (var key : new PolicyShape(Actions.CATALOGUE).policy().keys()) {
            // References need something to point at, so every section is there.
            document.put(key.name(), value(key, "policy"));
        }
        return new Json.Obj(document);
    }

    private Json value(Key key, String table) {
        if (table.equals("rule") && key.name().equals("name")) {
            return Json.of("rule-" + rules++);
        }
        if (table.equals("window") || table.equals("weekly")) {
            boolean begins = key.name().equals("from");
            return table.equals("window")
                    ? Json.of(begins ? "2026-12-20T18:00" : "2027-01-02T08:00:30")
                    : Json.of(begins ? "fri 16:00" : "mon 07:00");
        }
        var known = key.shape() instanceof Shape.Scalar && !table.equals("channel") ? BY_KEY.get(key.name()) : null;
        return known != null ? one(known) : value(key.shape());
    }

    private Json value(Shape shape) {
        return switch (shape) {
            case Shape.Table table when table.title().equals("window") -> window();
            case Shape.Table table -> table(table.title(), table.keys());
            case Shape.Tagged tagged -> tagged(tagged);
            case Shape.Named named -> named(named);
            case Shape.Listed listed -> list(listed);
            case Shape.WordOr either -> random.nextBoolean() ? Json.of(either.word()) : value(either.table());
            case Shape.Reference ignored -> Json.of(one(NAMES));
            case Shape.Scalar scalar -> scalar(scalar);
        };
    }

    private Json window() {
        return random.nextBoolean()
                ? Json.obj().with("from", "2026-12-20T18:00").with("to", "2027-01-02T08:00:30")
                : Json.obj().with("weekly", Json.obj().with("from", "fri 16:00").with("to", "mon 07:00"));
    }

    private Json.Obj table(String title, List<Key> keys) {
        var members = new LinkedHashMap<String, Json>();
        for (var key : keys) {
            boolean aims = title.equals("rule") && key.name().equals("target");
            if (!aims && (key.required() || random.nextInt(3) == 0)) {
                members.put(key.name(), value(key, title));
            }
        }
        return new Json.Obj(members);
    }

    private Json tagged(Shape.Tagged tagged) {
        var variant = one(List.copyOf(tagged.variants().keySet()));
        var members =
                new LinkedHashMap<>(table(tagged.title(), tagged.keys(variant)).members());
        members.put(tagged.by(), Json.of(variant));
        if (!variant.equals("call-webhook")) {
            members.remove("target");
        }
        return new Json.Obj(members);
    }

    private Json named(Shape.Named named) {
        var members = new LinkedHashMap<String, Json>();
        NAMES.forEach(name -> members.put(name, value(named.each())));
        return new Json.Obj(members);
    }

    private Json list(Shape.Listed listed) {
        if (listed.each().equals(Scalars.LINE)) {
            return Json.arr(texts("alice", "bob=1", "c d"));
        }
        var items = new ArrayList<Json>();
        for (int i = 0; i < listed.least() + random.nextInt(3); i++) {
            items.add(value(listed.each()));
        }
        return Json.arr(items);
    }

    private Json scalar(Shape.Scalar scalar) {
        if (!scalar.choices().isEmpty()) {
            return Json.of(one(List.copyOf(scalar.choices())));
        }
        var samples = texts("5m", "90s", "PT1M", "web-*", "a?\\*", "{a}/b", "x: y", "ü # no comment", "true", "7");
        var fitting = new ArrayList<Json>(samples);
        fitting.add(Json.of(3));
        fitting.add(Json.of(true));
        fitting.removeIf(sample -> scalar.reading().read(written(sample)).isEmpty());
        return one(fitting);
    }

    private static Shape.Written written(Json sample) {
        return switch (sample) {
            case Json.Str(var text) -> new Shape.Written(text, Shape.Form.TEXT);
            case Json.Num(var text) -> new Shape.Written(text, Shape.Form.WHOLE);
            case Json.Bool(var bool) -> new Shape.Written("" + bool, Shape.Form.BOOLEAN);
            case Json.Obj ignored -> throw new IllegalArgumentException();
            case Json.Arr ignored -> throw new IllegalArgumentException();
            case Json.Null ignored -> throw new IllegalArgumentException();
        };
    }

    private <T> T one(List<? extends T> values) {
        return values.get(random.nextInt(values.size()));
    }
}
