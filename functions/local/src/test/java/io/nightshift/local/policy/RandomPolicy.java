package io.nightshift.local.policy;

import io.nightshift.core.act.ActionType;
import io.nightshift.core.json.Json;
import io.nightshift.policy.PolicyKey;
import io.nightshift.policy.Scalars;
import io.nightshift.policy.Shape;
import io.nightshift.promotion.action.TargetKinds;
import io.nightshift.remediation.Remediation;
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
            Map.entry("ports", texts("22", "22,3389")),
            Map.entry("processes", texts("Launch", "Launch,Terminate")),
            Map.entry("address", texts("198.51.100.7", "2001:db8::/32")),
            Map.entry("bucket", texts("arn:aws:s3:::flow-logs")),
            Map.entry("role", texts("arn:aws:iam::111122223333:role/nightshift-automation")),
            Map.entry("tag", texts("quarantine")),
            Map.entry("url-map", texts("to-https")),
            Map.entry("authority", texts("rds-ca-rsa2048-g1")),
            Map.entry("document", texts("Shop-RestartService")),
            Map.entry("parameters", texts("Service=nginx; Wait=yes")),
            Map.entry("for", texts("24h")),
            Map.entry("to", texts("main-2")),
            Map.entry("at-most", List.of(Json.of(2))),
            Map.entry("up-to", List.of(Json.of(9))),
            Map.entry("value", texts("shop")),
            Map.entry("tier", texts("db-custom-4-16384")),
            Map.entry("key", texts("owner")),
            Map.entry("days", List.of(Json.of(30))),
            Map.entry("minimum", List.of(Json.of(1))),
            Map.entry("maximum", List.of(Json.of(9))),
            Map.entry("failover", List.of(Json.of(true), Json.of(false))),
            Map.entry("expect", List.of(Json.of(204), Json.of(200))),
            Map.entry("kind", texts("service", "alarm")));

    private static final List<String> STEPS = List.of("5%", "25%", "100%");

    private final Random random;
    private int rules;
    private int names;

    RandomPolicy(long seed) {
        this.random = new Random(seed);
    }

    private static List<Json> texts(String... values) {
        return List.of(values).stream().<Json>map(Json::of).toList();
    }

    Json.Obj document() {
        var document = new LinkedHashMap<String, Json>();
        for (var key : FullPolicies.SHAPE.keys()) {
            // References need something to point at, so every section is there.
            document.put(
                    key.name(),
                    switch (key.name()) {
                        case "secrets" -> secrets();
                        case "backups" -> backups();
                        case "costs" -> costs();
                        default -> value(key, "policy");
                    });
        }
        return new Json.Obj(document);
    }

    /** What an engine can do depends on several keys, and a name is taken once in all sections. */
    private Json.Obj secrets() {
        var secrets = Json.obj();
        for (int i = 0; i < 1 + random.nextInt(3); i++) {
            var secret = Json.obj()
                    .with("secret", one(texts("shop/db", "shop/*", "a?")))
                    .with("engine", "postgres")
                    .with("strategy", "alternating")
                    .with("admin", "shop/admin")
                    .with("grace", one(texts("5m", "90s", "1h")));
            secrets = secrets.with(
                    "secret-" + i,
                    random.nextBoolean()
                            ? secret
                            : secret.with("application", "pooler.internal:6432").with("max-age", "30d"));
        }
        return secrets;
    }

    /** What a source can do depends on its kind. */
    private Json.Obj backups() {
        var backups = Json.obj();
        for (int i = 0; i < 1 + random.nextInt(3); i++) {
            var backup = Json.obj()
                    .with("source", Json.obj().with("kind", "folder").with("path", "/var/backups/" + i))
                    .with("schedule", Json.obj().with("cron", "0 4 * * *").with("time-zone", "UTC"))
                    .with("rpo", one(texts("15m", "1d", "36h")));
            backups = backups.with(
                    "backup-" + i,
                    random.nextBoolean() ? backup : backup.with("rto", "2h").with("smallest", 20));
        }
        return backups;
    }

    /** Two entries never have one source, and windows end after they begin. */
    private Json.Obj costs() {
        var costs = Json.obj();
        for (int i = 0; i < 1 + random.nextInt(3); i++) {
            var cost = Json.obj()
                    .with("source", Json.obj().with("kind", "folder").with("path", "/var/costs/" + i))
                    .with("schedule", Json.obj().with("cron", "0 6 * * *").with("time-zone", "UTC"))
                    .with("drops", random.nextBoolean());
            costs = costs.with(
                    "cost-" + i,
                    random.nextBoolean()
                            ? cost
                            : cost.with(
                                    "thresholds",
                                    Json.obj()
                                            .with("per-day", random.nextInt(100))
                                            .with("total", 20)));
        }
        return costs;
    }

    private Json value(PolicyKey key, String table) {
        if (table.equals("rule") && key.name().equals("name")) {
            return Json.of("rule-" + rules++);
        }
        if (key.name().equals("kinds")) {
            return Json.arr(Json.of("*")); // fits every action
        }
        if (table.equals("window") || table.equals("weekly")) {
            boolean begins = key.name().equals("from");
            return table.equals("window")
                    ? Json.of(begins ? "2026-12-20T18:00" : "2027-01-02T08:00:30")
                    : Json.of(begins ? "fri 16:00" : "mon 07:00");
        }
        if (key.shape() instanceof Shape.Scalar scalar && !scalar.choices().isEmpty() && !table.equals("target")) {
            return scalar(scalar);
        }
        var known = key.shape() instanceof Shape.Scalar ? BY_KEY.get(key.name()) : null;
        return known != null ? one(known) : value(key.shape());
    }

    private Json value(Shape shape) {
        return switch (shape) {
            case Shape.Table table when table.title().equals("window") -> window();
            case Shape.Table table -> fitting(table);
            case Shape.Tagged tagged -> tagged(tagged);
            case Shape.Named named -> named(named);
            case Shape.Listed listed -> list(listed);
            case Shape.WordOr either -> random.nextBoolean() ? Json.of(either.word()) : value(either.table());
            case Shape.Reference ignored -> Json.of(one(NAMES));
            case Shape.Elsewhere ignored -> free();
            case Shape.Free free -> free.orText() && random.nextBoolean() ? Json.of("errors") : free();
            case Shape.Scalar scalar -> scalar(scalar);
        };
    }

    private Json window() {
        return random.nextBoolean()
                ? Json.obj().with("from", "2026-12-20T18:00").with("to", "2027-01-02T08:00:30")
                : Json.obj().with("weekly", Json.obj().with("from", "fri 16:00").with("to", "mon 07:00"));
    }

    /** One of the sets of keys that exclude each other; what a promotion is made of made to fit together. */
    private Json.Obj fitting(Shape.Table table) {
        var exclusive = table.exclusive();
        var members = new LinkedHashMap<>(table(
                        table.title(),
                        table.keys().stream()
                                .filter(key -> !exclusive.contains(key.name()))
                                .toList())
                .members());
        if (!exclusive.isEmpty()) {
            // A schedule needs a target that fits its ladder.
            var taken = table.title().equals("rule") ? List.of("match") : one(table.oneOf());
            table.keys().stream()
                    .filter(key -> taken.contains(key.name()))
                    .forEach(key -> members.put(key.name(), value(key, table.title())));
        }
        switch (table.title()) {
            case "stage" -> {
                members.put("name", Json.of("stage-" + names++));
                members.remove("needs");
                var text = new Json.Obj(members).text();
                if (text.contains("autoscaling:group") || text.contains("ecs:service")) {
                    members.remove("strategy");
                }
            }
            case "promotion-target" -> target(members);
            case "target" -> relation(members);
            case "with-open-ticket" -> ticket(members, "github");
            case "with-page-on-call" -> ticket(members, "pagerduty");
            case "job" -> {
                members.put("account", Json.of("shop"));
                members.put("region", Json.of("eu"));
            }
            case "metric" -> {
                members.put("name", Json.of("metric-" + names++));
                members.remove("min");
            }
            default -> {}
        }
        return new Json.Obj(members);
    }

    /** Only a search by tag has a kind and a tag. */
    private static void relation(Map<String, Json> members) {
        if (members.containsKey("relation")) {
            members.put("relation", Json.of("tagged"));
            members.put("of-kind", Json.of("ec2:instance"));
            members.put("tag", Json.of("role=worker"));
        }
    }

    /** A form that Nightshift knows, or one of the policy's own. */
    private void ticket(Map<String, Json> members, String format) {
        members.remove("format");
        members.remove("body");
        if (random.nextBoolean()) {
            members.put("format", Json.of(format));
        } else {
            members.put("body", Json.of("{\"text\": \"{title}\"}"));
        }
    }

    private void target(Map<String, Json> members) {
        var kind = members.get("kind") instanceof Json.Str(var text) ? text : "";
        members.put("name", Json.of(TargetKinds.parts(kind).orElse("x").replace("/", "/n") + names++));
        members.put("account", Json.of("shop"));
        members.put("region", Json.of("eu"));
        if (TargetKinds.cloud(kind).isPresent()) {
            members.remove("cloud");
        }
    }

    private void gate(Map<String, Json> members) {
        switch (members.get("kind") instanceof Json.Str(var kind) ? kind : "") {
            case "scan" -> {
                members.remove("report");
                if (Json.of("report").equals(members.get("source"))) {
                    members.put("report", Json.of("scan.json"));
                }
            }
            case "signature" -> {
                members.remove("key-from-env");
                members.put("key", Json.of("keys/shop.pem"));
            }
            case "attestation" -> {
                // AWS Signer is for images of ECR alone, and these lie anywhere.
                members.put("by", Json.of("binary-authorization"));
                members.put("name", Json.of("projects/shop/attestors/built-by-ci"));
            }
            case "age" -> {
                members.remove("within");
                members.remove("at-most");
                members.put("at-least", Json.of("1h"));
            }
            default -> {}
        }
    }

    private Json free() {
        return Json.obj()
                .with("route", "shop: web")
                .with("lines", "a\nb # no comment")
                .with("n", random.nextInt())
                .with("share", Json.of(0.5))
                .with("deep", Json.obj().with("b", Json.arr(Json.of(true), Json.obj(), Json.of("true"))));
    }

    private Json.Obj table(String title, List<PolicyKey> keys) {
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
        // What cannot be undone needs approvers, which most rules do not have.
        var variant = one(tagged.variants().keySet().stream()
                .filter(name -> Remediation.CATALOGUE
                        .type(name)
                        .filter(ActionType::irreversible)
                        .isEmpty())
                // It needs one parameter on AWS and another one on Google Cloud.
                .filter(name -> !name.equals("quarantine-instance"))
                .toList());
        var members =
                new LinkedHashMap<>(table(tagged.title(), tagged.keys(variant)).members());
        members.put(tagged.by(), Json.of(variant));
        if (tagged.title().equals("gate")) {
            gate(members);
        }
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
        if (listed.each() instanceof Shape.Table step && step.title().equals("canary-step")) {
            STEPS.forEach(share -> items.add(Json.obj().with("share", share).with("bake", one(texts("0s", "5m")))));
            return Json.arr(items.subList(0, 1 + random.nextInt(3)));
        }
        for (int i = 0; i < listed.least() + random.nextInt(3); i++) {
            items.add(value(listed.each()));
        }
        return Json.arr(
                listed.each() instanceof Shape.Table table && table.title().equals("stage")
                        ? inAnyOrder(items)
                        : items);
    }

    /** Each stage needs the one before it, by name or by default, or nothing; the file may have them the other way round. */
    private List<Json> inAnyOrder(List<Json> stages) {
        var names = stages.stream()
                .map(stage -> stage instanceof Json.Obj obj ? obj.get("name") : null)
                .toList();
        var said = new ArrayList<Json>();
        for (int i = 0; i < stages.size(); i++) {
            var needs = i > 0 && random.nextBoolean()
                    ? Json.arr(java.util.Objects.requireNonNull(names.get(i - 1)))
                    : Json.arr();
            said.add(((Json.Obj) stages.get(i)).with("needs", needs));
        }
        return random.nextBoolean() ? stages : said.reversed();
    }

    private Json scalar(Shape.Scalar scalar) {
        if (!scalar.choices().isEmpty()) {
            return Json.of(one(List.copyOf(scalar.choices())));
        }
        var samples = texts(
                "5m",
                "90s",
                "PT1M",
                "web-*",
                "a?\\*",
                "{a}/b",
                "x: y",
                "ü # no comment",
                "true",
                "7",
                "10%",
                "shop.example/web",
                "https://shop.example/health?a=b",
                "X-Version: new",
                "22:00-06:00",
                "HIGH+",
                "2026-12-31",
                "CHAT_TOKEN",
                "C0123456789",
                "U0123456789",
                "users/1234567890",
                "spaces/AAAABBBBCCC",
                "on-call@shop.example",
                "arn:aws:sns:eu-central-1:111122223333:chat");
        var fitting = new ArrayList<Json>(samples);
        fitting.add(Json.of(3));
        fitting.add(Json.of(true));
        fitting.add(Json.of(0.75));
        fitting.removeIf(sample -> scalar.reading().read(written(sample)).isEmpty());
        return one(fitting);
    }

    private static Shape.Written written(Json sample) {
        return switch (sample) {
            case Json.Str(var text) -> new Shape.Written(text, Shape.Form.TEXT);
            case Json.Num(var text) ->
                new Shape.Written(text, text.contains(".") ? Shape.Form.DECIMAL : Shape.Form.WHOLE);
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
