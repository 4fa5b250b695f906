package io.nightshift.promotion.gcp.observe;

import static org.assertj.core.api.Assertions.assertThat;

import io.nightshift.core.act.Observer.Observed;
import io.nightshift.core.act.Query;
import io.nightshift.core.json.Json;
import io.nightshift.core.json.JsonException;
import io.nightshift.core.json.View;
import io.nightshift.core.signal.Origin;
import io.nightshift.core.signal.Resource;
import io.nightshift.core.signal.Resource.Kinds;
import io.nightshift.promotion.PromotionQueries;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

final class TimeSeriesObserverTest {

    private static final String REQUESTS =
            "metric.type=\"run.googleapis.com/request_count\" resource.labels.revision_name=\"{version}\"";
    private static final String ERRORS = REQUESTS + " metric.labels.response_code_class=\"5xx\"";

    private final RestStand stand = new RestStand();
    private final TimeSeriesObserver look = new TimeSeriesObserver(stand.projects, stand.clients);

    @AfterEach
    void close() {
        stand.close();
    }

    private static Json.Obj metric(String name, Json.Obj query) {
        return Json.obj().with("name", name).with("source", "cloud-monitoring").with("query", query);
    }

    private static Json.Obj ratio() {
        return metric("errors", Json.obj().with("errors", ERRORS).with("total", REQUESTS));
    }

    private static Json.Obj rate() {
        return metric("load", Json.obj().with("filter", REQUESTS));
    }

    private static Query query(Json.Obj... metrics) {
        return new Query(
                PromotionQueries.ANALYSIS,
                new Resource(Origin.gcp("shop-prod", "europe-west1"), Kinds.RUN_SERVICE, "checkout"),
                Json.obj()
                        .with("version", "checkout-new")
                        .with("digest", "sha256:" + "a".repeat(64))
                        .with("baseline", Json.obj().with("version", "checkout-old"))
                        .with("source", "cloud-monitoring")
                        .with("since", "2026-11-21T12:00:00Z")
                        .with("until", "2026-11-21T12:03:30Z")
                        .with("stepSeconds", 60)
                        .with("metrics", Json.arr(metrics)));
    }

    private static Query with(Query query, String name, String value) {
        return new Query(query.name(), query.subject(), query.with().with(name, value));
    }

    private View metrics(Query query) {
        return switch (look.observe(query)) {
            case Observed.Seen seen -> View.of(seen.details()).at("metrics");
            case Observed.NotSeen(var problem) -> throw new AssertionError("not seen: " + problem);
        };
    }

    private String experiment(Query query) throws JsonException {
        return metrics(query).at(0).at("experiment").json().text();
    }

    private void requests(String version, String at, int requests) {
        stand.point(REQUESTS.replace("{version}", version), at, requests);
    }

    @Test
    void aRatioIsCountAndWhole() throws JsonException {
        requests("checkout-new", "2026-11-21T12:00:30Z", 100);
        requests("checkout-new", "2026-11-21T12:02:10Z", 70);
        stand.point(ERRORS.replace("{version}", "checkout-new"), "2026-11-21T12:02:20Z", 7);
        requests("checkout-old", "2026-11-21T12:01:00Z", 900);
        var found = metrics(query(ratio())).at(0);
        assertThat(found.at("experiment").json().text())
                .as("no series of errors before the first one; null where nobody asked")
                .isEqualTo("[{\"count\":0,\"of\":100},null,{\"count\":7,\"of\":70}]");
        assertThat(found.at("control").json().text()).isEqualTo("[{\"count\":0,\"of\":900},null,null]");
    }

    @Test
    void aValueIsARateAndWhatIsMissingIsNull() throws JsonException {
        requests("checkout-new", "2026-11-21T12:00:30Z", 120);
        requests("checkout-new", "2026-11-21T12:02:30Z", 30);
        assertThat(experiment(query(rate()))).isEqualTo("[2.0,null,0.5]");
    }

    @Test
    void aFilterAloneIsAQueryToo() throws JsonException {
        requests("checkout-new", "2026-11-21T12:00:30Z", 60);
        var plain = Json.obj()
                .with("name", "load")
                .with("source", "cloud-monitoring")
                .with("query", REQUESTS);
        assertThat(experiment(query(plain))).isEqualTo("[1.0,null,null]");
    }

    @Test
    void aFilterThatDoesNotTellTheVersionsApartIsRefusedUnlessTimeDoes() {
        var both = query(metric("load", Json.obj().with("filter", "metric.type=\"x\"")));
        assertThat(look.observe(both).toString()).contains("BadQuery").contains("{version}");
        var apart = with(with(both, "controlSince", "2026-11-21T11:00:00Z"), "controlUntil", "2026-11-21T12:00:00Z");
        assertThat(look.observe(apart)).isInstanceOf(Observed.Seen.class);
    }

    @Test
    void theBaselineMayBeOfAnotherTime() throws JsonException {
        requests("checkout-old", "2026-11-21T11:00:30Z", 60);
        var earlier = with(
                with(query(rate()), "controlSince", "2026-11-21T11:00:00Z"), "controlUntil", "2026-11-21T11:02:00Z");
        assertThat(metrics(earlier).at(0).at("control").json().text()).isEqualTo("[1.0,null]");
    }

    @Test
    void alignerAndReducerAreTheQuerys() {
        var latency = Json.obj()
                .with("filter", REQUESTS)
                .with("aligner", "ALIGN_DELTA")
                .with("reducer", "REDUCE_PERCENTILE_99");
        metrics(query(metric("p99", latency)));
        assertThat(stand.wire.requests())
                .hasSize(2)
                .allSatisfy(request -> assertThat(request.query())
                        .containsEntry("aggregation.perSeriesAligner", "ALIGN_DELTA")
                        .containsEntry("aggregation.crossSeriesReducer", "REDUCE_PERCENTILE_99")
                        .containsEntry("aggregation.alignmentPeriod", "60s")
                        .containsEntry("interval.endTime", "2026-11-21T12:03:00Z"));
    }

    @Test
    void aStepThatHasNotEndedYetIsNotAskedFor() throws JsonException {
        assertThat(experiment(with(query(rate()), "until", "2026-11-21T12:00:59Z")))
                .isEqualTo("[]");
        assertThat(stand.wire.requests()).isEmpty();
    }

    @Test
    void whatCannotBeAskedIsNamed() {
        assertThat(look.observe(with(query(rate()), "stepSeconds", "30")).toString())
                .contains("stepSeconds");
        assertThat(look.observe(with(query(rate()), "version", "a\" OR \"b")).toString())
                .contains("{version}")
                .doesNotContain("a\" OR");
        assertThat(look.observe(query(metric("odd", Json.obj().with("promql", "up"))))
                        .toString())
                .contains("query")
                .contains("{errors, total}");
        assertThat(stand.wire.requests()).isEmpty();
    }

    @Test
    void inKubernetesTheNameOfTheDeploymentTellsTheVersions() {
        var filter = "resource.labels.pod_name=starts_with(\"{name}-\")";
        var pods = query(metric("load", Json.obj().with("filter", filter)));
        metrics(with(pods, "version", "frontend-canary@sha256:0123456789ab"));
        assertThat(stand.wire.requests().getFirst().query())
                .containsEntry("filter", "resource.labels.pod_name=starts_with(\"frontend-canary-\")");
    }

    @Test
    void metricsOfOthersAreNotItsOwn() {
        assertThat(look.observes(query(rate(), ratio()))).isTrue();
        assertThat(look.observes(query(rate(), ratio().with("source", "prometheus"))))
                .isFalse();
        assertThat(look.observes(query())).isFalse();
    }
}
