package io.nightshift.backup.check;

import io.nightshift.core.json.Json;
import io.nightshift.core.json.JsonException;
import io.nightshift.core.json.View;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * A check of a restored database, as the policy declares it and the plan of a run keeps it.
 *
 * <p>Tables are named {@code schema.table}, or {@code table} in the schema {@code public}; {@code *} and {@code ?} are
 * wildcards. An empty list of tables means all of the database. A check that finds nothing to look at is broken.
 */
public sealed interface BackupCheck {

    /** The default share by which a count may leave what earlier runs predict. */
    int TOLERANCE = 20;

    /** A login and {@code select 1}. */
    record Connects() implements BackupCheck {}

    /** @param version as 15 or 15.18; empty: the major version of earlier runs */
    record ServerVersion(Optional<String> version) implements BackupCheck {}

    /** Same name, encoding, locale and, for base backups, system identifier as in earlier runs. */
    record Identity() implements BackupCheck {}

    /** Tables, columns, views, functions, triggers, grants and so on are those of the last good run. */
    record Schema() implements BackupCheck {}

    /**
     * @param mayBeEmpty tables of which no row at all is fine
     * @param tolerance percent
     */
    record RowCounts(List<String> tables, List<String> mayBeEmpty, int tolerance) implements BackupCheck {
        public RowCounts {
            tables = List.copyOf(tables);
            mayBeEmpty = List.copyOf(mayBeEmpty);
        }
    }

    /** The newest time in a column is not older than {@code rpo}: the measured RPO. */
    record Freshness(String table, String column, Duration rpo) implements BackupCheck {}

    /** The row that was written right before the restore point is there. */
    record Heartbeat(String table, String column) implements BackupCheck {}

    /** Tables that never change hash as in earlier runs. */
    record StableHash(List<String> tables) implements BackupCheck {
        public StableHash {
            tables = List.copyOf(tables);
        }
    }

    /** Every value of every row can be read. */
    record FullRead(List<String> tables) implements BackupCheck {
        public FullRead {
            tables = List.copyOf(tables);
        }
    }

    /** Large objects: their number and size in bands, each page present. */
    record LargeObjects(int tolerance) implements BackupCheck {}

    /** B-tree indexes and heaps, by the extension amcheck. */
    record Amcheck(List<String> tables) implements BackupCheck {
        public Amcheck {
            tables = List.copyOf(tables);
        }
    }

    /** Collations were built by the library that runs now; another one sorts differently, and indexes miss rows. */
    record CollationVersion() implements BackupCheck {}

    /** No sequence is behind the column that it fills. */
    record Sequences() implements BackupCheck {}

    record InvalidIndexes() implements BackupCheck {}

    record UnvalidatedConstraints() implements BackupCheck {}

    /** @param names extensions that must be installed; those of earlier runs are expected besides */
    record Extensions(List<String> names) implements BackupCheck {
        public Extensions {
            names = List.copyOf(names);
        }
    }

    /** @param names roles that must exist; owners and grantees that do not exist are findings in any case */
    record Roles(List<String> names) implements BackupCheck {
        public Roles {
            names = List.copyOf(names);
        }
    }

    /** A query of the user that returns exactly one row with {@code true}. */
    record UserSql(String title, String query) implements BackupCheck {}

    /** The word of the policy for this type of check. */
    default String type() {
        return switch (this) {
            case Connects _ -> "connects";
            case ServerVersion _ -> "server-version";
            case Identity _ -> "identity";
            case Schema _ -> "schema";
            case RowCounts _ -> "row-counts";
            case Freshness _ -> "freshness";
            case Heartbeat _ -> "heartbeat";
            case StableHash _ -> "stable-hash";
            case FullRead _ -> "full-read";
            case LargeObjects _ -> "large-objects";
            case Amcheck _ -> "amcheck";
            case CollationVersion _ -> "collation-version";
            case Sequences _ -> "sequences";
            case InvalidIndexes _ -> "invalid-indexes";
            case UnvalidatedConstraints _ -> "unvalidated-constraints";
            case Extensions _ -> "extensions";
            case Roles _ -> "roles";
            case UserSql _ -> "sql";
        };
    }

    /** The type, and what tells two of one type apart. */
    default String name() {
        return switch (this) {
            case Freshness fresh -> type() + ":" + fresh.table() + "." + fresh.column();
            case Heartbeat beat -> type() + ":" + beat.table() + "." + beat.column();
            case UserSql sql -> type() + ":" + sql.title();
            case Connects _, ServerVersion _, Identity _, Schema _, RowCounts _, StableHash _, FullRead _ -> type();
            case LargeObjects _, Amcheck _, CollationVersion _, Sequences _, InvalidIndexes _ -> type();
            case UnvalidatedConstraints _, Extensions _, Roles _ -> type();
        };
    }

    default Json.Obj toJson() {
        var json = Json.obj().with("type", type());
        return switch (this) {
            case ServerVersion(var version) -> json.withOptional("version", version.orElse(null));
            case RowCounts(var tables, var mayBeEmpty, var tolerance) ->
                json.with("tables", Json.strings(tables))
                        .with("mayBeEmpty", Json.strings(mayBeEmpty))
                        .with("tolerance", tolerance);
            case Freshness(var table, var column, var rpo) ->
                json.with("table", table).with("column", column).with("rpoSeconds", rpo.toSeconds());
            case Heartbeat(var table, var column) -> json.with("table", table).with("column", column);
            case StableHash(var tables) -> json.with("tables", Json.strings(tables));
            case FullRead(var tables) -> json.with("tables", Json.strings(tables));
            case LargeObjects(var tolerance) -> json.with("tolerance", tolerance);
            case Amcheck(var tables) -> json.with("tables", Json.strings(tables));
            case Extensions(var names) -> json.with("names", Json.strings(names));
            case Roles(var names) -> json.with("names", Json.strings(names));
            case UserSql(var title, var query) -> json.with("title", title).with("query", query);
            case Connects _, Identity _, Schema _, CollationVersion _, Sequences _ -> json;
            case InvalidIndexes _, UnvalidatedConstraints _ -> json;
        };
    }

    /** @throws JsonException if the type is unknown or a field is missing; it names the field */
    static BackupCheck read(View json) throws JsonException {
        return switch (json.at("type").nonBlank()) {
            case "connects" -> new Connects();
            case "server-version" -> new ServerVersion(json.at("version").optionalText());
            case "identity" -> new Identity();
            case "schema" -> new Schema();
            case "row-counts" ->
                new RowCounts(json.at("tables").strings(), json.at("mayBeEmpty").strings(), tolerance(json));
            case "freshness" ->
                new Freshness(
                        json.at("table").nonBlank(),
                        json.at("column").nonBlank(),
                        Duration.ofSeconds(json.at("rpoSeconds").integer()));
            case "heartbeat" ->
                new Heartbeat(json.at("table").nonBlank(), json.at("column").nonBlank());
            case "stable-hash" -> new StableHash(json.at("tables").strings());
            case "full-read" -> new FullRead(json.at("tables").strings());
            case "large-objects" -> new LargeObjects(tolerance(json));
            case "amcheck" -> new Amcheck(json.at("tables").strings());
            case "collation-version" -> new CollationVersion();
            case "sequences" -> new Sequences();
            case "invalid-indexes" -> new InvalidIndexes();
            case "unvalidated-constraints" -> new UnvalidatedConstraints();
            case "extensions" -> new Extensions(json.at("names").strings());
            case "roles" -> new Roles(json.at("names").strings());
            case "sql" ->
                new UserSql(json.at("title").nonBlank(), json.at("query").nonBlank());
            default -> throw json.at("type").wrong("a type of check: " + String.join(", ", TYPES));
        };
    }

    private static int tolerance(View json) throws JsonException {
        return (int) json.at("tolerance").integerOr(TOLERANCE);
    }

    /** All types, in the order in which they are performed: the cheap ones first. */
    List<String> TYPES = List.of(
            "connects",
            "server-version",
            "identity",
            "schema",
            "extensions",
            "roles",
            "collation-version",
            "invalid-indexes",
            "unvalidated-constraints",
            "sequences",
            "heartbeat",
            "freshness",
            "row-counts",
            "large-objects",
            "sql",
            "stable-hash",
            "full-read",
            "amcheck");
}
