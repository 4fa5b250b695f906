package io.nightshift.cost.policy;

import static io.nightshift.policy.PolicyKey.optional;
import static io.nightshift.policy.PolicyKey.required;

import io.nightshift.core.json.Json;
import io.nightshift.core.json.JsonException;
import io.nightshift.core.json.View;
import io.nightshift.policy.PolicyKey;
import io.nightshift.policy.Scalars;
import io.nightshift.policy.Shape.Listed;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** The kinds of sources of costs, and what each needs to know. */
@SuppressWarnings("ImmutableEnumChecker") // the lists are immutable
enum CostSourceKind {
    FOLDER(
            "folder",
            "path",
            List.of(required("path", Scalars.LINE, "A folder with FOCUS or CUR 2.0: CSV, gzip or Parquet."))),
    S3(
            "s3",
            "bucket",
            List.of(
                    required("bucket", Scalars.LINE, "The bucket of AWS Data Exports."),
                    required("prefix", Scalars.LINE, "The export's prefix and name: exports/focus."),
                    optional("region", Scalars.LINE, "The bucket's region. Default: the host's own."),
                    Keys.MONTHS)),
    GCS(
            "gcs",
            "bucket",
            List.of(
                    required("bucket", Scalars.LINE, "The bucket with FOCUS files."),
                    optional("prefix", Scalars.LINE, "Of the names of the files."))),
    BIGQUERY(
            "bigquery",
            "table",
            List.of(
                    required("table", Scalars.LINE, "project.dataset.table of the billing export."),
                    Keys.MONTHS,
                    optional(
                                    "most-gigabytes",
                                    Scalars.whole(1, 100_000),
                                    "The most that one query may scan; a larger one fails before it costs anything.")
                            .or(Json.of(10)))),
    COST_EXPLORER(
            "cost-explorer",
            "region",
            List.of(
                    optional("accounts", new Listed(Scalars.LINE, 1, 200), "Linked accounts. Default: all."),
                    required(
                            "monthly-spend",
                            Scalars.decimal(0.01, 10_000),
                            "The most that its requests may cost in a month, in USD: each page costs 0.01."),
                    Keys.MONTHS));

    final String id;
    private final String name;
    private final List<PolicyKey> keys;

    CostSourceKind(String id, String name, List<PolicyKey> keys) {
        this.id = id;
        this.name = name;
        this.keys = keys;
    }

    static CostSourceKind of(String id) {
        return Stream.of(values()).filter(one -> one.id.equals(id)).findFirst().orElseThrow();
    }

    static Map<String, List<PolicyKey>> variants() {
        var all = new LinkedHashMap<String, List<PolicyKey>>();
        for (var one : values()) {
            all.put(one.id, one.keys);
        }
        return all;
    }

    /** What the source is, to find two entries for one. */
    String identity(View source) throws JsonException {
        var accounts = source.at("accounts");
        return id + " " + source.at(name).textOr("") + " " + source.at("prefix").textOr("")
                + (accounts.exists() ? accounts.json().text() : "");
    }

    /** The keys of several kinds. */
    private static final class Keys {
        static final PolicyKey MONTHS = optional(
                        "months", Scalars.whole(2, 13), "How many months are read, this one included.")
                .or(Json.of(4));
    }
}
