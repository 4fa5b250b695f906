package io.nightshift.promotion.neutral.prometheus;

import static io.nightshift.promotion.neutral.registry.Asked.problem;
import static io.nightshift.promotion.neutral.registry.Asked.seen;
import static org.assertj.core.api.Assertions.assertThat;

import io.nightshift.core.act.Observer.Health;
import io.nightshift.core.act.Query;
import io.nightshift.core.json.Json;
import io.nightshift.core.json.JsonException;
import io.nightshift.prometheus.Prometheus;
import io.nightshift.promotion.PromotionQueries;
import io.nightshift.promotion.neutral.registry.Asked;
import io.nightshift.sandbox.ManualClock;
import io.nightshift.sandbox.wire.WireReply;
import io.nightshift.sandbox.wire.WireServer;
import io.nightshift.web.WebClient;
import java.time.Duration;
import java.time.InstantSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class ErrorBudgetGateTest {

    private static final String EXPR = "{\"expr\": \"slo:error_budget:remaining\"}";
    private static final String COUNTS = "{\"errors\": \"e\", \"total\": \"t\", \"objective\": 99.9}";

    private final WireServer server = WireServer.strict();
    private final WebClient web = new WebClient(Duration.ofSeconds(5), InstantSource.system());
    private final ErrorBudgetGate gate =
            new ErrorBudgetGate(new Prometheus(web, server.endpoint(), () -> ""), new ManualClock(Analyses.START));

    @AfterEach
    void stop() {
        server.close();
        web.close();
    }

    private static Query asked(String query) {
        try {
            var description = Json.obj()
                    .with("kind", "error-budget")
                    .with("source", "prometheus")
                    .with("query", Json.parse(query))
                    .with("atLeastPercent", 10);
            var with = Json.obj().with("digest", "sha256:" + "ab".repeat(32)).with("gate", description);
            return Asked.query(PromotionQueries.GATE, "registry.example/shop/web", with);
        } catch (JsonException e) {
            throw new AssertionError(e.getMessage(), e);
        }
    }

    private void vector(String result) {
        server.script(
                request -> "1795132800".equals(request.form().get("time")),
                WireReply.reply(
                        200,
                        "application/json",
                        "{\"status\":\"success\",\"data\":{\"resultType\":\"vector\",\"result\":" + result + "}}"));
    }

    private void value(String value) {
        vector("[{\"metric\":{},\"value\":[1795132800,\"" + value + "\"]}]");
    }

    @ParameterizedTest
    @CsvSource({
        "0.125, WELL, 12.5 % of the error budget is left (at least 10 %)",
        "0.1, WELL, 10 % of the error budget is left (at least 10 %)",
        "0.0999, UNWELL, 9.9 % of the error budget is left (at least 10 %)",
        "-0.5, UNWELL, -50 % of the error budget is left (at least 10 %)",
        "-1e308, UNWELL, -100000000 % of the error budget is left (at least 10 %)",
        "NaN, UNKNOWN, Prometheus has no number for the error budget",
        "+Inf, UNKNOWN, Prometheus has no number for the error budget",
        "12.5, UNKNOWN, 'the query gives 12.5; expected the share of the budget that is left, 0 to 1'"
    })
    void asksForTheShareThatIsLeft(String value, Health health, String reason) {
        value(value);
        var seen = seen(gate, asked(EXPR));
        assertThat(seen.health()).isEqualTo(health);
        assertThat(seen.details()).isEqualTo(Json.obj().with("reason", reason));
    }

    @ParameterizedTest
    @CsvSource({
        "50, 100000, WELL, 50 % of the error budget is left (at least 10 %): 50 failures of 100 that are allowed",
        "95, 100000, UNWELL, 5 % of the error budget is left (at least 10 %): 95 failures of 100 that are allowed",
        "0, 0, UNKNOWN, there were no requests to have an error budget for"
    })
    void orReckonsItFromCountsAndAnObjective(String errors, String total, Health health, String reason) {
        value(errors);
        value(total);
        var seen = seen(gate, asked(COUNTS));
        assertThat(seen.health()).isEqualTo(health);
        assertThat(seen.details()).isEqualTo(Json.obj().with("reason", reason));
    }

    @Test
    void aQueryThatGivesNothingOpensNothing() {
        vector("[]");
        assertThat(seen(gate, asked(EXPR)).health()).isEqualTo(Health.UNKNOWN);
        vector("[]");
        assertThat(seen(gate, asked(COUNTS)).health()).isEqualTo(Health.UNKNOWN);
    }

    @Test
    void severalSeriesAreNotOne() {
        vector("[{\"value\":[1,\"1\"]},{\"value\":[1,\"1\"]}]");
        assertThat(problem(gate, asked(EXPR)).message())
                .isEqualTo("error budget: the query gives 2 series; expected one, for instance by sum(…)");
    }
}
