package io.nightshift.backup.policy;

import io.nightshift.backup.BackupSpec;
import io.nightshift.backup.check.BackupCheck;
import io.nightshift.core.json.Json;
import io.nightshift.core.json.JsonException;
import io.nightshift.core.json.View;
import io.nightshift.policy.EntrySchedule;
import io.nightshift.policy.PolicyAssembly;
import io.nightshift.policy.PolicyDuration;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * Reads one entry of {@code backups}.
 *
 * @param root the policy, valid and in its normal form
 * @param entry the entry in it
 */
record BackupPlan(View root, String name, View entry) {

    BackupPolicy policy() throws JsonException {
        var source = SourceKind.of(entry.at("source", "kind").text());
        return new BackupPolicy(
                name,
                source.subject(entry.at("source")),
                EntrySchedule.read(entry.at("schedule")),
                PolicyAssembly.consent(root, entry),
                PolicyAssembly.settings(entry),
                entry.at("canary").textOr("monthly").equals("monthly") && !source.isCounted(),
                spec(source));
    }

    private BackupSpec spec(SourceKind source) throws JsonException {
        return new BackupSpec(
                entry.at("source").object(),
                entry.at("restore").exists() ? entry.at("restore").object() : Json.obj(),
                PolicyAssembly.span(entry.at("rpo")),
                PolicyAssembly.span(entry.at("rto")),
                entry.at("key").optionalText(),
                texts("copy-to"),
                checks(source),
                (int) entry.at("smallest").integerOr(BackupsShape.SMALLEST),
                PolicyAssembly.span(entry.at("expiry"))
                        .or(() -> PolicyDuration.parse(BackupsShape.EXPIRY))
                        .orElseThrow(),
                price(entry.at("cost")),
                source == SourceKind.AWS_BACKUP,
                PolicyAssembly.approval(root, PolicyAssembly.consent(root, entry)),
                entry.at("page").textOr(root.at("defaults", "page").textOr("")));
    }

    private List<String> texts(String key) throws JsonException {
        return entry.at(key).exists() ? PolicyAssembly.texts(entry.at(key)) : List.of();
    }

    private static Optional<BackupSpec.Price> price(View cost) throws JsonException {
        return cost.exists()
                ? Optional.of(new BackupSpec.Price(
                        cost.at("hourly").number(), amount(cost.at("per-run")), amount(cost.at("per-month"))))
                : Optional.empty();
    }

    private static Optional<BigDecimal> amount(View json) throws JsonException {
        return json.exists() ? Optional.of(json.number()) : Optional.empty();
    }

    private List<BackupCheck> checks(SourceKind source) throws JsonException {
        var checks = entry.at("checks").exists() ? declared() : source.isCounted() ? List.of(counts()) : usual();
        return checks.stream()
                .sorted(Comparator.comparingInt(check -> BackupCheck.TYPES.indexOf(check.type())))
                .toList();
    }

    private List<BackupCheck> usual() throws JsonException {
        return List.of(
                new BackupCheck.Connects(),
                new BackupCheck.ServerVersion(Optional.empty()),
                new BackupCheck.Identity(),
                new BackupCheck.Schema(),
                new BackupCheck.Extensions(List.of()),
                new BackupCheck.Roles(List.of()),
                new BackupCheck.CollationVersion(),
                new BackupCheck.InvalidIndexes(),
                new BackupCheck.UnvalidatedConstraints(),
                new BackupCheck.Sequences(),
                counts(),
                new BackupCheck.LargeObjects(BackupCheck.TOLERANCE),
                new BackupCheck.FullRead(List.of()));
    }

    private BackupCheck counts() throws JsonException {
        return new BackupCheck.RowCounts(List.of(), texts("may-be-empty"), tolerance(entry));
    }

    private int tolerance(View check) throws JsonException {
        return (int) check.at("tolerance").integerOr(entry.at("tolerance").integerOr(BackupCheck.TOLERANCE));
    }

    private List<BackupCheck> declared() throws JsonException {
        var checks = new ArrayList<BackupCheck>();
        for (var check : entry.at("checks").items()) {
            checks.add(declared(check));
        }
        return checks;
    }

    /** As {@link BackupCheck#read} takes it. */
    private BackupCheck declared(View check) throws JsonException {
        var type = check.at("type").text();
        var json = Json.obj()
                .with("type", type)
                .with("tables", Json.strings(list(check.at("tables"))))
                .with("names", Json.strings(list(check.at("names"))))
                .with("mayBeEmpty", Json.strings(texts("may-be-empty")))
                .with("tolerance", tolerance(check))
                .with("rpoSeconds", rpo(check).toSeconds())
                .withOptional("version", check.at("version").optionalText().orElse(null))
                .withOptional("table", check.at("table").optionalText().orElse(null))
                .withOptional("column", check.at("column").optionalText().orElse(null))
                .withOptional("title", check.at("title").optionalText().orElse(null))
                .withOptional("query", check.at("query").optionalText().orElse(null));
        return BackupCheck.read(View.of(json));
    }

    private static List<String> list(View texts) throws JsonException {
        return texts.exists() ? PolicyAssembly.texts(texts) : List.of();
    }

    private Duration rpo(View check) throws JsonException {
        var own = PolicyAssembly.span(check.at("within"));
        return (own.isPresent() ? own : PolicyAssembly.span(entry.at("rpo"))).orElse(Duration.ofDays(1));
    }
}
