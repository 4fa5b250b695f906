package io.nightshift.cost.gcp;

import com.google.api.client.util.Data;
import com.google.api.services.bigquery.Bigquery;
import com.google.api.services.bigquery.model.JobReference;
import com.google.api.services.bigquery.model.QueryRequest;
import com.google.api.services.bigquery.model.QueryResponse;
import com.google.api.services.bigquery.model.TableCell;
import com.google.api.services.bigquery.model.TableRow;
import com.google.api.services.bigquery.model.TableSchema;
import io.nightshift.core.act.CallFailed;
import io.nightshift.core.act.Problem;
import io.nightshift.gcp.Rest;
import java.io.IOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * One query whose rows become a CSV file.
 *
 * @param project that pays for it
 * @param most bytes that it may scan
 */
record CostQuery(Bigquery api, String project, String sql, String location, long most) {

    private static final long PAGE = 10_000;

    /** How long BigQuery keeps one request open. */
    private static final long WAIT_MILLIS = 10_000;

    private static final int MOST_WAITS = 60;
    private static final int MOST_PAGES = 1000;
    private static final double GIGABYTE = 1e9;

    /** A part of an answer. */
    private record Page(
            boolean complete,
            @Nullable TableSchema schema,
            @Nullable List<TableRow> rows,
            @Nullable String next) {}

    void write(Path file) throws IOException, CallFailed {
        check();
        var answer = Rest.read(() -> api.jobs().query(project, request()));
        var page = new Page(
                Boolean.TRUE.equals(answer.getJobComplete()),
                answer.getSchema(),
                answer.getRows(),
                answer.getPageToken());
        for (int waits = 0; !page.complete(); waits++) {
            if (waits == MOST_WAITS) {
                throw new CallFailed(Problem.transientFault("QueryTime", "the query did not end within ten minutes"));
            }
            page = page(job(answer), null);
        }
        try (var writer = Files.newBufferedWriter(file, StandardCharsets.UTF_8)) {
            write(writer, page, answer);
        }
    }

    private void write(Writer writer, Page first, QueryResponse answer) throws IOException, CallFailed {
        if (first.schema() == null) {
            throw new CallFailed(Problem.transientFault("BadAnswer", "BigQuery's answer has no columns"));
        }
        line(
                writer,
                first.schema().getFields().stream()
                        .map(field -> field.getName())
                        .toList());
        var page = first;
        for (int pages = 0; ; pages++) {
            for (var row : page.rows() == null ? List.<TableRow>of() : page.rows()) {
                line(writer, row.getF().stream().map(CostQuery::text).toList());
            }
            var next = page.next();
            if (next == null || next.isEmpty()) {
                return;
            }
            if (pages == MOST_PAGES) {
                throw new CallFailed(Problem.permanent(
                        "TooManyRows", "the query has more than " + MOST_PAGES * PAGE + " rows; choose fewer months"));
            }
            page = page(job(answer), next);
        }
    }

    /** Before it costs anything. */
    private void check() throws CallFailed {
        var dry = dryRun();
        long bytes = dry.getTotalBytesProcessed() == null ? 0 : dry.getTotalBytesProcessed();
        if (bytes > most) {
            throw new CallFailed(Problem.permanent(
                    "TooMuchData",
                    "the query would scan %.1f GB; most-gigabytes is %.0f"
                            .formatted(bytes / GIGABYTE, most / GIGABYTE)));
        }
    }

    private QueryResponse dryRun() throws CallFailed {
        try {
            return Rest.read(() -> api.jobs().query(project, request().setDryRun(true)));
        } catch (CallFailed e) {
            throw e.problem().code().equals("accessDenied")
                    ? new CallFailed(Problem.permanent(
                            "accessDenied",
                            e.problem().message() + "; it needs bigquery.jobs.create in " + project
                                    + " and bigquery.tables.getData of the table"))
                    : e;
        }
    }

    private QueryRequest request() {
        return new QueryRequest()
                .setQuery(sql)
                .setUseLegacySql(false)
                .setLocation(location)
                .setMaximumBytesBilled(most)
                .setMaxResults(PAGE)
                .setTimeoutMs(WAIT_MILLIS);
    }

    private Page page(JobReference job, @Nullable String token) throws CallFailed {
        var found = Rest.read(() -> api.jobs()
                .getQueryResults(job.getProjectId(), job.getJobId())
                .setLocation(job.getLocation())
                .setMaxResults(PAGE)
                .setTimeoutMs(WAIT_MILLIS)
                .setPageToken(token));
        return new Page(
                Boolean.TRUE.equals(found.getJobComplete()), found.getSchema(), found.getRows(), found.getPageToken());
    }

    private static JobReference job(QueryResponse answer) throws CallFailed {
        if (answer.getJobReference() == null) {
            throw new CallFailed(Problem.transientFault("BadAnswer", "BigQuery's answer names no job"));
        }
        return answer.getJobReference();
    }

    private static String text(TableCell cell) {
        return cell.getV() == null || Data.isNull(cell.getV())
                ? ""
                : cell.getV().toString();
    }

    private static void line(Writer writer, List<String> cells) throws IOException {
        writer.write(cells.stream()
                .map(cell -> '"' + cell.replace("\"", "\"\"") + '"')
                .collect(Collectors.joining(",", "", "\n")));
    }
}
