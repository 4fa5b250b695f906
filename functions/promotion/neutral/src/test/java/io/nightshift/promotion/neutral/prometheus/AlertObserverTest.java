package io.nightshift.promotion.neutral.prometheus;

import static io.nightshift.promotion.neutral.registry.Asked.problem;
import static io.nightshift.promotion.neutral.registry.Asked.seen;
import static org.assertj.core.api.Assertions.assertThat;

import io.nightshift.core.act.Observer.Health;
import io.nightshift.core.act.Query;
import io.nightshift.core.json.Json;
import io.nightshift.core.signal.Origin;
import io.nightshift.core.signal.Resource;
import io.nightshift.prometheus.Prometheus;
import io.nightshift.promotion.PromotionQueries;
import io.nightshift.sandbox.ManualClock;
import io.nightshift.sandbox.wire.WireReply;
import io.nightshift.sandbox.wire.WireServer;
import io.nightshift.web.WebClient;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

final class AlertObserverTest {

    private final WireServer server = WireServer.strict();
    private final WebClient web = new WebClient(Duration.ofSeconds(5), InstantSource.system());
    private final AlertObserver observer = new AlertObserver(
            new Prometheus(web, server.endpoint(), () -> "Bearer canary"), new ManualClock(Analyses.START));

    @AfterEach
    void stop() {
        server.close();
        web.close();
    }

    static Query asked(String... names) {
        return askedOf("prometheus", names);
    }

    private static Query askedOf(String source, String... names) {
        var alarms = new ArrayList<Json>();
        for (var name : names) {
            alarms.add(Json.obj().with("source", source).with("name", name));
        }
        return new Query(
                PromotionQueries.ALARMS,
                new Resource(Origin.NOWHERE, "nginx:upstream", "web"),
                Json.obj().with("alarms", Json.arr(alarms)));
    }

    private void answers(String path, int status, String data) {
        server.script(
                request -> request.path().equals("/api/v1/" + path),
                WireReply.reply(status, "application/json", "{\"status\":\"success\",\"data\":" + data + "}"));
    }

    private void firing(String series) {
        answers("query", 200, "{\"resultType\":\"vector\",\"result\":[" + series + "]}");
    }

    private void rules(String... names) {
        var rules = new ArrayList<Json>();
        for (var name : names) {
            rules.add(Json.obj().with("type", "alerting").with("name", name));
        }
        answers("rules", 200, "{\"groups\":[{\"rules\":" + Json.arr(rules).text() + "}]}");
    }

    private static String series(String instance) {
        return "{\"metric\":{\"instance\":\"" + instance + "\"},\"value\":[1,\"1\"]}";
    }

    @Test
    void anAlertThatFiresForAnyOfItsLabelsIsUnwell() {
        firing(series("a") + "," + series("b"));
        var seen = seen(observer, asked("WebErrors"));
        assertThat(seen.health()).isEqualTo(Health.UNWELL);
        assertThat(seen.details()).isEqualTo(Json.obj().with("firing", Json.strings(List.of("WebErrors"))));
        var request = server.requests().getFirst();
        assertThat(request.form())
                .containsEntry("query", "ALERTS{alertname=\"WebErrors\",alertstate=\"firing\"}")
                .containsEntry("time", Long.toString(Analyses.START.getEpochSecond()));
        assertThat(request.header("Authorization")).isEqualTo("Bearer canary");
    }

    @Test
    void aRuleThatIsThereAndFiresNothingIsWell() {
        firing("");
        rules("Other", "WebErrors");
        assertThat(seen(observer, asked("WebErrors")).health()).isEqualTo(Health.WELL);
        assertThat(server.requests().getLast().header("Authorization")).isEqualTo("Bearer canary");
    }

    @Test
    void aRuleThatPrometheusDoesNotHaveIsNoQuietAlarm() {
        firing("");
        rules("WebErrors", "WebSlow");
        var problem = problem(observer, asked("WebEror"));
        assertThat(problem.message()).isEqualTo("Prometheus has no alerting rule `WebEror`; did you mean `WebErrors`?");
        assertThat(problem.retryable()).isFalse();
    }

    @Test
    void aServerThatTellsNoRulesIsBelieved() {
        firing("");
        answers("rules", 404, "{}");
        assertThat(seen(observer, asked("WebErrors")).health()).isEqualTo(Health.WELL);
        firing("");
        rules();
        assertThat(seen(observer, asked("WebErrors")).health()).isEqualTo(Health.WELL);
    }

    @Test
    void whoCannotBeAskedIsNotQuiet() {
        server.script(request -> true, WireReply.reply(503, "text/html", "<html>"));
        var problem = problem(observer, asked("WebErrors"));
        assertThat(problem.message()).isEqualTo("alarm WebErrors: Prometheus failed (503)");
        assertThat(problem.retryable()).isTrue();
        answers("query", 200, "{\"resultType\":\"matrix\",\"result\":[]}");
        assertThat(problem(observer, asked("WebErrors")).message())
                .startsWith("alarm WebErrors: what answers is no Prometheus");
    }

    @Test
    void aNameCannotLeaveItsQuotes() {
        firing(series("a"));
        seen(observer, asked("a\"} or vector(1) or x{y=\"'`\\"));
        assertThat(server.requests().getFirst().form().get("query"))
                .isEqualTo("ALERTS{alertname=\"a\\u0022} or vector(1) or x{y=\\u0022\\u0027\\u0060\\u005c\","
                        + "alertstate=\"firing\"}");
    }

    @Test
    void leavesOtherSourcesToOthers() {
        assertThat(observer.observes(asked("a", "b"))).isTrue();
        assertThat(observer.observes(asked())).isFalse();
        assertThat(observer.observes(askedOf("cloudwatch", "a"))).isFalse();
        assertThat(observer.observes(Analyses.of("\"up\""))).isFalse();
    }
}
