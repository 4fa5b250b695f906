package io.nightshift.sandbox.gcp;

import io.nightshift.core.json.Json;
import io.nightshift.core.json.JsonException;
import io.nightshift.core.json.View;
import io.nightshift.sandbox.wire.WireReply;
import io.nightshift.sandbox.wire.WireRequest;
import io.nightshift.sandbox.wire.WireServer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * A fake of one table of BigQuery and of queries on it. It runs no SQL: it checks what a query may name and its limits, and answers
 * the given rows, with the columns that the query selects, in pages and not at once.
 *
 * @see <a href="https://docs.cloud.google.com/bigquery/docs/reference/rest/v2/jobs/query">BigQuery: jobs.query</a>
 */
public final class BigQueryStandIn implements WireServer.Service {

    private static final String ROOT = "/bigquery/v2/projects/";
    private static final Pattern TABLES = Pattern.compile(ROOT + "([^/]+)/datasets/([^/]+)/tables/([^/]+)");
    private static final Pattern QUERIES = Pattern.compile(ROOT + "([^/]+)/queries(?:/([^/]+))?");
    private static final Pattern SELECTED = Pattern.compile(" AS ([A-Za-z_]+)(?:,\\n|\\nFROM )");
    private static final String LOCATION = "EU";
    private static final int PAGE = 40;

    private final String table;
    private final Json.Obj description;
    private final List<Map<String, String>> rows = new ArrayList<>();
    private final List<String> queries = new ArrayList<>();
    private List<String> columns = List.of();
    private long bytes = 1_000_000_000L;
    /** In milliseconds; no cache that outlives a test takes this table for that of another one. */
    private long modified = System.currentTimeMillis();

    private int unfinished;

    /**
     * @param table {@code project.dataset.table}
     * @param description schema and partitioning, as the API gives them
     */
    public BigQueryStandIn(String table, Json.Obj description) {
        this.table = table;
        this.description = description;
    }

    /** A field; without a type it is a record of fields. */
    public static Json.Obj field(String name, String type, Json... inner) {
        var field = Json.obj().with("name", name).with("type", type).with("mode", "NULLABLE");
        return inner.length == 0 ? field : field.with("fields", Json.arr(List.of(inner)));
    }

    /** The detailed export of Cloud Billing, partitioned by the time of export. */
    public static Json.Obj detailedExport() {
        var text = "STRING";
        return Json.obj()
                .with("timePartitioning", Json.obj().with("type", "DAY"))
                .with(
                        "schema",
                        Json.obj()
                                .with(
                                        "fields",
                                        Json.arr(
                                                field("billing_account_id", text),
                                                field(
                                                        "service",
                                                        "RECORD",
                                                        field("id", text),
                                                        field("description", text)),
                                                field("sku", "RECORD", field("id", text), field("description", text)),
                                                field("usage_start_time", "TIMESTAMP"),
                                                field("usage_end_time", "TIMESTAMP"),
                                                field("project", "RECORD", field("id", text), field("number", text)),
                                                field("labels", "RECORD", field("key", text), field("value", text)),
                                                field("location", "RECORD", field("region", text)),
                                                field(
                                                        "resource",
                                                        "RECORD",
                                                        field("name", text),
                                                        field("global_name", text)),
                                                field("export_time", "TIMESTAMP"),
                                                field("cost", "FLOAT"),
                                                field("currency", text),
                                                field(
                                                        "usage",
                                                        "RECORD",
                                                        field("amount", "FLOAT"),
                                                        field("amount_in_pricing_units", "FLOAT"),
                                                        field("pricing_unit", text)),
                                                field("credits", "RECORD", field("amount", "FLOAT")),
                                                field("cost_type", text))));
    }

    /** Takes the place of all rows; columns that a row does not have are null. */
    public synchronized void fill(List<Map<String, String>> more) {
        rows.clear();
        rows.addAll(more);
        modified++;
    }

    /** What a query scans. */
    public synchronized void scans(long size) {
        bytes = size;
    }

    /** How often a query is not finished when its result is asked for. */
    public synchronized void slow(int times) {
        unfinished = times;
    }

    /** The SQL of queries that were run, dry runs left out. */
    public synchronized List<String> queries() {
        return List.copyOf(queries);
    }

    public static boolean answers(WireRequest request) {
        return request.path().startsWith("/bigquery/v2/");
    }

    @Override
    public synchronized WireReply answer(WireRequest request) {
        var get = TABLES.matcher(request.path());
        if (get.matches() && request.method().equals("GET")) {
            return (get.group(1) + "." + get.group(2) + "." + get.group(3)).equals(table)
                    ? WireReply.json(200, described())
                    : RestError.older(404, "notFound", "Not found: Table " + request.path());
        }
        var query = QUERIES.matcher(request.path());
        if (query.matches() && request.method().equals("POST") && query.group(2) == null) {
            return query(request.json(), query.group(1));
        }
        return query.matches() && request.method().equals("GET") && "job_1".equals(query.group(2))
                ? page(request.query(), query.group(1))
                : RestError.older(404, "notFound", "Not found: " + request.path());
    }

    private Json.Obj described() {
        return description
                .with("kind", "bigquery#table")
                .with("type", "TABLE")
                .with("location", LOCATION)
                .with("lastModifiedTime", Long.toString(modified));
    }

    private WireReply query(View body, String project) {
        try {
            var sql = body.at("query").text();
            if (body.at("useLegacySql").boolOr(true) || !sql.contains("FROM `" + table + "`")) {
                return RestError.older(400, "invalidQuery", "legacy SQL, or an unknown table");
            }
            if (!body.at("location").textOr("").equals(LOCATION)) {
                return RestError.older(404, "notFound", "the dataset is in another location");
            }
            if (description.get("timePartitioning") instanceof Json.Obj && !sql.contains("_PARTITIONTIME >=")) {
                return RestError.older(400, "invalidQuery", "a filter over _PARTITIONTIME is required");
            }
            if (body.at("dryRun").boolOr(false)) {
                return WireReply.json(200, answer(project, true).with("totalBytesProcessed", Long.toString(bytes)));
            }
            if (Long.parseLong(body.at("maximumBytesBilled").textOr("0")) < bytes) {
                return RestError.older(400, "bytesBilledLimitExceeded", "Query exceeded limit for bytes billed");
            }
            queries.add(sql);
            columns =
                    SELECTED.matcher(sql).results().map(match -> match.group(1)).toList();
            return page(Map.of(), project);
        } catch (JsonException e) {
            return RestError.older(400, "invalid", String.valueOf(e.getMessage()));
        }
    }

    private static Json.Obj answer(String project, boolean complete) {
        return Json.obj()
                .with("jobComplete", complete)
                .with(
                        "jobReference",
                        Json.obj()
                                .with("projectId", project)
                                .with("jobId", "job_1")
                                .with("location", LOCATION));
    }

    private WireReply page(Map<String, String> query, String project) {
        if (unfinished > 0) {
            unfinished--;
            return WireReply.json(200, answer(project, false));
        }
        int from = Integer.parseInt(query.getOrDefault("pageToken", "0"));
        int to = Math.min(rows.size(), from + PAGE);
        var schema = Json.obj()
                .with(
                        "fields",
                        Json.arr(columns.stream()
                                .map(name -> (Json) field(name, "STRING"))
                                .toList()));
        var page = answer(project, true)
                .with("schema", schema)
                .with("totalRows", Integer.toString(rows.size()))
                .with(
                        "rows",
                        Json.arr(rows.subList(from, to).stream().map(this::row).toList()));
        return WireReply.json(200, to < rows.size() ? page.with("pageToken", Integer.toString(to)) : page);
    }

    private Json row(Map<String, String> row) {
        return Json.obj()
                .with(
                        "f",
                        Json.arr(columns.stream()
                                .map(column -> (Json) Json.obj().with("v", value(row, column)))
                                .toList()));
    }

    private static Json value(Map<String, String> row, String column) {
        var text = row.get(column);
        return text == null ? Json.Null.NULL : Json.of(text);
    }
}
