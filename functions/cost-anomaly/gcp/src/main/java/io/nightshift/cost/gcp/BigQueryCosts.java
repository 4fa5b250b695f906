package io.nightshift.cost.gcp;

import com.google.api.client.json.gson.GsonFactory;
import com.google.api.services.bigquery.Bigquery;
import com.google.api.services.bigquery.model.Table;
import io.nightshift.core.act.CallFailed;
import io.nightshift.core.act.Problem;
import io.nightshift.core.act.RetryPolicy;
import io.nightshift.core.json.Json;
import io.nightshift.core.json.JsonException;
import io.nightshift.core.json.View;
import io.nightshift.cost.runtime.CostFileCache;
import io.nightshift.cost.runtime.CostSource;
import io.nightshift.gcp.GcpClients;
import io.nightshift.gcp.Rest;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;

/**
 * Costs of the billing export in BigQuery. The query is checked by a dry run first, so that one that scans too much costs nothing,
 * and sent only if the table changed.
 *
 * @see <a href="https://docs.cloud.google.com/bigquery/docs/reference/rest/v2/jobs/query">BigQuery: jobs.query</a>
 */
public final class BigQueryCosts implements CostSource {

    private static final long GIGABYTE = 1_000_000_000L;

    /** A page of rows is larger than other answers. */
    private static final Duration ATTEMPT = Duration.ofSeconds(30);

    private final Bigquery api;
    private final String home;
    private final CostFileCache cache;
    private final InstantSource clock;

    /** @param home the project that pays for queries */
    public BigQueryCosts(Bigquery api, String home, CostFileCache cache, InstantSource clock) {
        this.api = api;
        this.home = home;
        this.cache = cache;
        this.clock = clock;
    }

    public static Bigquery client(GcpClients clients) {
        var usual = clients.retryPolicy();
        var patient = new GcpClients(
                clients.credentials(),
                clients.rest(),
                clients.grpc(),
                new RetryPolicy(usual.attempts(), ATTEMPT, usual.connect(), usual.pause(), usual.longest()));
        return new Bigquery.Builder(patient.transport(), GsonFactory.getDefaultInstance(), Rest.initializer(patient))
                .setRootUrl(patient.root(Bigquery.DEFAULT_ROOT_URL))
                .setApplicationName(Rest.NAME)
                .build();
    }

    @Override
    public boolean reads(Json.Obj source) {
        return source.get("kind") instanceof Json.Str(var kind) && kind.equals("bigquery");
    }

    @Override
    public List<Path> files(String entry, Json.Obj source) throws CallFailed {
        try {
            var view = View.of(source);
            var table = BillingTable.of(view.at("table").text());
            var from = from(view.at("months").integerOr(4));
            long most = view.at("most-gigabytes").integerOr(10) * GIGABYTE;
            var found = table(table);
            var query = new CostQuery(api, home, table.query(found, from), String.valueOf(found.getLocation()), most);
            return cache.files(entry, Map.of(version(table, found, from), query::write));
        } catch (JsonException e) {
            throw new CallFailed(Problem.permanent("BadSource", "the source cannot be read: " + e.getMessage()));
        }
    }

    private LocalDate from(long months) {
        return clock.instant()
                .atZone(ZoneOffset.UTC)
                .toLocalDate()
                .minusMonths(months - 1)
                .withDayOfMonth(1);
    }

    private Table table(BillingTable table) throws CallFailed {
        return Rest.find(() -> api.tables().get(table.project(), table.dataset(), table.table()))
                .orElseThrow(() -> new CallFailed(Problem.permanent(
                        "NoTable",
                        "there is no table " + table.name() + ", or no permission to see it; an export that was just"
                                + " switched on makes it within a day")));
    }

    /** A view does not say when its tables changed: it is queried anew each hour. */
    private String version(BillingTable table, Table found, LocalDate from) {
        var changed = "VIEW".equals(found.getType())
                ? clock.instant().truncatedTo(ChronoUnit.HOURS).toString()
                : String.valueOf(found.getLastModifiedTime());
        return table.name() + "/" + from + "/" + changed + "/rows.csv";
    }
}
