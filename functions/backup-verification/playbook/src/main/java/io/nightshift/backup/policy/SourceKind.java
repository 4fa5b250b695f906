package io.nightshift.backup.policy;

import static io.nightshift.policy.PolicyKey.optional;
import static io.nightshift.policy.PolicyKey.required;

import io.nightshift.backup.restore.BackupKinds;
import io.nightshift.core.json.JsonException;
import io.nightshift.core.json.View;
import io.nightshift.core.signal.Cloud;
import io.nightshift.core.signal.Origin;
import io.nightshift.core.signal.Resource;
import io.nightshift.core.signal.Resource.Kinds;
import io.nightshift.policy.PolicyKey;
import io.nightshift.policy.Scalars;
import io.nightshift.policy.Shape.Listed;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** The kinds of sources of backups: what each of them needs to know, and which keys of {@code restore} it reads. */
@SuppressWarnings("ImmutableEnumChecker") // the lists are immutable
enum SourceKind {
    FOLDER(
            "folder",
            BackupKinds.FOLDER,
            "path",
            List.of(
                    required(
                            "path",
                            Scalars.LINE,
                            "The folder with dumps of PostgreSQL: custom, tar, plain or directory format, also compressed."),
                    optional("pattern", Scalars.GLOB, "The names of the dumps in it.")
                            .or("*"),
                    SourceKeys.DECRYPT),
            List.of("folder", "database")),
    FILE(
            "file",
            BackupKinds.FOLDER,
            "path",
            List.of(required("path", Scalars.LINE, "The dump, which each backup replaces."), SourceKeys.DECRYPT),
            List.of("folder", "database")),
    BASE_BACKUP(
            "base-backup",
            BackupKinds.FOLDER,
            "path",
            List.of(
                    required("path", Scalars.LINE, "The folder with base backups, each a folder of pg_basebackup."),
                    optional("pattern", Scalars.GLOB, "The names of the base backups in it.")
                            .or("*"),
                    optional("wal", Scalars.LINE, "The folder with archived WAL."),
                    optional(
                            "restore-point",
                            Scalars.LINE,
                            "The restore point to recover to. Without it, nobody notices that the newest WAL is missing."),
                    required("superuser", Scalars.LINE, "A superuser of the source.")),
            List.of("folder", "database")),
    RDS(
            "rds",
            Kinds.RDS_INSTANCE,
            "instance",
            SourceKeys.aws("instance", "The DB instance.", SourceKeys.SNAPSHOT),
            List.of("class", "subnet-group", "security-groups", "parameter-group", "database")),
    AURORA(
            "aurora",
            Kinds.RDS_CLUSTER,
            "cluster",
            SourceKeys.aws("cluster", "The DB cluster.", SourceKeys.SNAPSHOT),
            List.of("class", "subnet-group", "security-groups", "parameter-group", "database")),
    AWS_BACKUP(
            "aws-backup",
            Kinds.BACKUP_VAULT,
            "resource",
            SourceKeys.aws(
                    "resource",
                    "The ARN of the database that AWS Backup protects.",
                    required("vault", Scalars.LINE, "The backup vault.")),
            List.of("class", "subnet-group", "security-groups", "role", "database")),
    CLOUD_SQL(
            "cloud-sql",
            Kinds.SQL_INSTANCE,
            "instance",
            SourceKeys.google(
                    "instance",
                    "The instance.",
                    optional(
                                    "by",
                                    Scalars.choice("way to restore", List.of("backup", "clone")),
                                    "backup restores the newest backup; clone the latest point in time.")
                            .or("backup")),
            List.of("tier", "network", "zone", "database")),
    DYNAMODB(
            "dynamodb",
            Kinds.DYNAMODB_TABLE,
            "table",
            SourceKeys.aws(
                    "table",
                    "The table; its items are counted.",
                    optional(
                                    "by",
                                    Scalars.choice("way to restore", List.of("backup", "point-in-time")),
                                    "backup restores the newest on-demand backup; point-in-time the latest restorable time.")
                            .or("backup")),
            List.of()),
    FIRESTORE(
            "firestore",
            Kinds.FIRESTORE_DATABASE,
            "database",
            SourceKeys.google(
                    "database",
                    "The id of the database; its documents are counted. (default) is one.",
                    optional(
                                    "by",
                                    Scalars.choice("way to restore", List.of("backup", "clone")),
                                    "backup restores the newest backup; clone the latest full minute.")
                            .or("backup")),
            List.of()),

    S3_DUMP(
            "s3-dump",
            Kinds.S3_BUCKET,
            "bucket",
            SourceKeys.dumps(SourceKeys.aws("bucket", "The bucket with dumps.", SourceKeys.PREFIX)),
            List.of("folder", "database")),

    GCS_DUMP(
            "gcs-dump",
            Kinds.GCS_BUCKET,
            "bucket",
            SourceKeys.dumps(SourceKeys.google("bucket", "The bucket with dumps.", SourceKeys.PREFIX)),
            List.of("folder", "database")),

    S3_COPY(
            "s3-copy",
            Kinds.S3_BUCKET,
            "bucket",
            SourceKeys.aws("bucket", "The bucket that is a copy; its objects are counted.", SourceKeys.PREFIX),
            List.of()),

    GCS_COPY(
            "gcs-copy",
            Kinds.GCS_BUCKET,
            "bucket",
            SourceKeys.google("bucket", "The bucket that is a copy; its objects are counted.", SourceKeys.PREFIX),
            List.of()),

    COMMAND(
            "command",
            BackupKinds.COMMAND,
            "name",
            List.of(
                    required("name", Scalars.LINE, "What is backed up, for people."),
                    required(
                            "program",
                            new Listed(Scalars.LINE, 1, 20),
                            "A program of yours and its arguments, word by word. It gets a verb as last argument and JSON as input.")),
            List.of());

    final String id;
    private final String kind;
    private final String name;
    private final List<PolicyKey> keys;

    /** The keys of {@code restore} that it reads. */
    final List<String> place;

    SourceKind(String id, String kind, String name, List<PolicyKey> keys, List<String> place) {
        this.id = id;
        this.kind = kind;
        this.name = name;
        this.keys = keys;
        this.place = place;
    }

    static SourceKind of(String id) {
        return Stream.of(values()).filter(one -> one.id.equals(id)).findFirst().orElseThrow();
    }

    static Map<String, List<PolicyKey>> variants() {
        var all = new LinkedHashMap<String, List<PolicyKey>>();
        for (var one : values()) {
            all.put(one.id, one.keys);
        }
        return all;
    }

    /** Reports whether it is no SQL database: items, objects and bytes are counted. */
    boolean isCounted() {
        return switch (this) {
            case DYNAMODB, FIRESTORE, S3_COPY, GCS_COPY, COMMAND -> true;
            case FOLDER, FILE, BASE_BACKUP, RDS, AURORA, AWS_BACKUP, CLOUD_SQL, S3_DUMP, GCS_DUMP -> false;
        };
    }

    boolean isAws() {
        return Kinds.cloud(kind) == Cloud.AWS;
    }

    private boolean isGoogle() {
        return Kinds.cloud(kind) == Cloud.GCP;
    }

    /** The database; account and region are empty for those of the host. */
    Resource subject(View source) throws JsonException {
        var origin = isAws()
                ? Origin.aws(
                        source.at("account").textOr(""), source.at("region").textOr(""))
                : isGoogle()
                        ? Origin.gcp(
                                source.at("project").textOr(""),
                                source.at("region").textOr(""))
                        : Origin.NOWHERE;
        var prefix = source.at("prefix").textOr("");
        return new Resource(origin, kind, source.at(name).text() + (prefix.isEmpty() ? "" : "/" + prefix));
    }

    /** The keys of several kinds. */
    private static final class SourceKeys {
        static final PolicyKey REGION = optional("region", Scalars.LINE, "Default: the host's own.");

        static final PolicyKey SNAPSHOT = optional(
                        "by",
                        Scalars.choice("way to restore", List.of("snapshot", "point-in-time")),
                        "snapshot restores the newest one; point-in-time the latest restorable time.")
                .or("snapshot");

        static final PolicyKey DECRYPT = optional(
                "decrypt",
                new Listed(Scalars.LINE, 1, 20),
                "A command that decrypts its input, word by word: [gpg, --decrypt, --batch].");

        static final PolicyKey PREFIX = optional("prefix", Scalars.LINE, "How the names of the objects begin.")
                .or("");

        static List<PolicyKey> dumps(List<PolicyKey> keys) {
            return with(
                    keys,
                    List.of(
                            optional("pattern", Scalars.GLOB, "The names of the dumps, after the last slash.")
                                    .or("*"),
                            DECRYPT));
        }

        static List<PolicyKey> aws(String name, String meaning, PolicyKey more) {
            return with(
                    List.of(required(name, Scalars.LINE, meaning)),
                    List.of(
                            optional("account", Scalars.LINE, "AWS account id. Default: the host's own."),
                            REGION,
                            more));
        }

        static List<PolicyKey> google(String name, String meaning, PolicyKey more) {
            return with(
                    List.of(required(name, Scalars.LINE, meaning)),
                    List.of(optional("project", Scalars.LINE, "Google Cloud project. Default: the host's own."), more));
        }

        private static List<PolicyKey> with(Collection<PolicyKey> first, Collection<PolicyKey> second) {
            var all = new ArrayList<>(first);
            all.addAll(second);
            return List.copyOf(all);
        }
    }
}
