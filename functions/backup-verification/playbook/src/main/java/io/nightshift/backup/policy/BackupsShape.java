package io.nightshift.backup.policy;

import static io.nightshift.policy.PolicyKey.optional;
import static io.nightshift.policy.PolicyKey.required;

import io.nightshift.backup.check.BackupCheck;
import io.nightshift.core.json.Json;
import io.nightshift.policy.Cron;
import io.nightshift.policy.PolicyKey;
import io.nightshift.policy.PolicyShape;
import io.nightshift.policy.Scalars;
import io.nightshift.policy.Shape.Listed;
import io.nightshift.policy.Shape.Named;
import io.nightshift.policy.Shape.Scalar;
import io.nightshift.policy.Shape.Table;
import io.nightshift.policy.Shape.Tagged;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Every key of {@code backups}: its shape, its default and its meaning. */
final class BackupsShape {

    static final String EXPIRY = "12h";
    static final int SMALLEST = 10;

    private static final PolicyKey LOCK = optional(
                    "lock", Scalars.SOME_TIME, "How long one verification holds its database against others.")
            .or("1d");

    private static final Scalar PRICE = Scalars.decimal(0, 1_000_000);
    private static final Listed TABLES = new Listed(Scalars.GLOB, 0, 1000);

    private static final PolicyKey SOME_TABLES = optional(
                    "tables", TABLES, "Tables, schema.table; patterns. Default: all.")
            .or(Json.arr());

    private static final PolicyKey TOLERANCE = optional(
            "tolerance",
            Scalars.whole(1, 1000),
            "By how many percent a count may leave what earlier verifications predict. Default: that of the entry.");

    private BackupsShape() {}

    static PolicyKey key() {
        return optional(
                BackupsSection.NAME,
                new Named(Scalars.NAME, backup()),
                "Databases whose backups are verified: restored into an isolated place, checked, and removed.");
    }

    private static Table backup() {
        return new Table(
                "backup",
                PolicyShape.join(
                        PolicyShape.join(what(), PolicyShape.join(promises(), how())),
                        PolicyShape.commonSettings(PolicyShape.guardrails("backup-", BackupPolicy.USUAL, LOCK))));
    }

    private static List<PolicyKey> what() {
        return List.of(
                required("source", source(), "Where the backups are."),
                optional("schedule", schedule(), "When a verification starts by itself."));
    }

    private static Tagged source() {
        return new Tagged(
                "backup-source", "kind", "kind of source", "What makes the backups.", List.of(), SourceKind.variants());
    }

    private static Table schedule() {
        return new Table(
                "backup-schedule",
                List.of(
                        required("cron", Cron.SHAPE, "Minute, hour, day of the month, month and day of the week."),
                        required("time-zone", Scalars.ZONE, "Where the times are local.")));
    }

    private static List<PolicyKey> promises() {
        return List.of(
                optional("rpo", Scalars.LONG_TIME, "How old the data of the newest backup may be."),
                optional("rto", Scalars.LONG_TIME, "How long a restore may take until the first query."),
                optional("key", Scalars.LINE, "The key that encrypts the backups, as the source names it."),
                optional(
                                "copy-to",
                                new Listed(Scalars.LINE, 0, 20),
                                "Where a copy of the newest backup has to be: regions, projects or vaults.")
                        .or(Json.arr()),
                optional(
                                "smallest",
                                Scalars.whole(1, 100),
                                "A backup below this share of the usual size, in percent, is suspect.")
                        .or(Json.of(SMALLEST)));
    }

    private static List<PolicyKey> how() {
        return List.of(
                optional(
                        "checks",
                        new Listed(check(), 1, 100),
                        "What the restored database is checked for. Default: connects, server-version, identity, schema, extensions, roles, collation-version, invalid-indexes, unvalidated-constraints, sequences, row-counts, large-objects and full-read."),
                optional("may-be-empty", TABLES, "Tables of which no row at all is fine; patterns.")
                        .or(Json.arr()),
                optional(
                                "tolerance",
                                Scalars.whole(1, 1000),
                                "By how many percent a count may leave what earlier verifications predict.")
                        .or(Json.of(BackupCheck.TOLERANCE)),
                optional("restore", place(), "Where and how large the restored database is."),
                optional(
                                "canary",
                                Scalars.choice("test of the checks", List.of("monthly", "none")),
                                "monthly damages a restored copy of PostgreSQL once a month; the checks have to find it.")
                        .or("monthly"),
                optional("cost", cost(), "What a verification may cost."),
                optional(
                                "expiry",
                                Scalars.SOME_TIME,
                                "How long a restored database may exist; a verification that takes longer fails.")
                        .or(EXPIRY));
    }

    private static Table place() {
        return new Table(
                "backup-restore",
                List.of(
                        optional("class", Scalars.LINE, "The instance class. Default: that of the source."),
                        optional("subnet-group", Scalars.LINE, "The DB subnet group: an isolated one."),
                        optional(
                                "security-groups",
                                new Listed(Scalars.LINE, 1, 20),
                                "The security groups: the default one would be taken otherwise."),
                        optional("parameter-group", Scalars.LINE, "Default: that of the engine."),
                        optional("role", Scalars.LINE, "The ARN of the role with which AWS Backup restores."),
                        optional("tier", Scalars.LINE, "The tier of the instance. Default: that of the source."),
                        optional("network", Scalars.LINE, "The VPC network for a private address."),
                        optional("zone", Scalars.LINE, "Default: chosen by Google Cloud."),
                        optional(
                                "folder",
                                Scalars.LINE,
                                "The folder in which temporary servers make their own. Default: that of temporary files."),
                        optional("database", Scalars.LINE, "The database to check, if there are several.")));
    }

    private static Table cost() {
        return new Table(
                "backup-cost",
                List.of(
                        required("hourly", PRICE, "What an hour of the restored database costs, in any currency."),
                        optional("per-run", PRICE, "The most that one verification may cost."),
                        optional(
                                "per-month",
                                PRICE,
                                "The most that all verifications of the entry may cost in a month.")));
    }

    private static Tagged check() {
        return new Tagged("backup-check", "type", "type of check", "What is checked.", List.of(), checks());
    }

    private static Map<String, List<PolicyKey>> checks() {
        var all = new LinkedHashMap<String, List<PolicyKey>>();
        BackupCheck.TYPES.forEach(type -> all.put(type, List.of()));
        all.put(
                "server-version",
                List.of(optional(
                        "version", Scalars.LINE, "As 15 or 15.18. Default: the major version of earlier runs.")));
        all.put("row-counts", List.of(SOME_TABLES, TOLERANCE));
        all.put(
                "freshness",
                List.of(
                        required("table", Scalars.LINE, "The table, schema.table."),
                        required("column", Scalars.LINE, "A column with the time of the row."),
                        optional(
                                "within",
                                Scalars.LONG_TIME,
                                "How old its newest row may be. Default: the entry's rpo.")));
        all.put(
                "heartbeat",
                List.of(
                        required("table", Scalars.LINE, "The table, schema.table."),
                        required("column", Scalars.LINE, "The column with the value.")));
        all.put(
                "stable-hash",
                List.of(required("tables", new Listed(Scalars.GLOB, 1, 1000), "Tables that never change.")));
        all.put("full-read", List.of(SOME_TABLES));
        all.put("amcheck", List.of(SOME_TABLES));
        all.put("large-objects", List.of(TOLERANCE));
        var names = new Listed(Scalars.LINE, 0, 1000);
        all.put(
                "extensions",
                List.of(optional("names", names, "Those that must be installed.")
                        .or(Json.arr())));
        all.put(
                "roles",
                List.of(optional("names", names, "Those that must exist.").or(Json.arr())));
        all.put(
                "sql",
                List.of(
                        required("title", Scalars.LINE, "What the query shows."),
                        required("query", Scalars.FREE_VALUE, "A query that returns one row with true. Reads only.")));
        return all;
    }
}
