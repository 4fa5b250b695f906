package io.nightshift.backup.check;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.nightshift.core.json.Json;
import io.nightshift.core.json.JsonException;
import io.nightshift.core.json.View;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

final class CheckTest {

    private static final List<Check> ALL = List.of(
            new Check.Connects(),
            new Check.ServerVersion(Optional.of("15.4")),
            new Check.Identity(),
            new Check.Schema(),
            new Check.Extensions(List.of("hstore")),
            new Check.Roles(List.of("app")),
            new Check.CollationVersion(),
            new Check.InvalidIndexes(),
            new Check.UnvalidatedConstraints(),
            new Check.Sequences(),
            new Check.Heartbeat("beats", "beat"),
            new Check.Freshness("orders", "created_at", Duration.ofMinutes(15)),
            new Check.RowCounts(List.of("orders"), List.of("audit"), 30),
            new Check.LargeObjects(5),
            new Check.UserSql("sums agree", "select true"),
            new Check.StableHash(List.of("countries")),
            new Check.FullRead(List.of()),
            new Check.Amcheck(List.of("billing.*")));

    @Test
    void eachTypeIsReadAsItWasWritten() throws Exception {
        assertThat(ALL).extracting(Check::type).containsExactlyElementsOf(Check.TYPES);
        for (var check : ALL) {
            assertThat(Check.read(View.of(Json.parse(check.toJson().text())))).isEqualTo(check);
        }
        assertThat(Check.read(View.of(Json.obj().with("type", "row-counts"))))
                .isEqualTo(new Check.RowCounts(List.of(), List.of(), Check.TOLERANCE));
    }

    @Test
    void anUnknownTypeIsNamedWithThoseThatAreKnown() {
        assertThatThrownBy(() -> Check.read(View.of(Json.obj().with("type", "vibes"))))
                .isInstanceOf(JsonException.class)
                .hasMessageStartingWith("$.type is of type string; expected a type of check: connects, server-version");
        assertThatThrownBy(() -> Check.read(View.of(Json.obj().with("type", "freshness"))))
                .hasMessage("$.table is missing");
    }

    @Test
    void theWorstVerdictIsThatOfTheWhole() {
        assertThat(new CheckReport(List.of()).verdict()).isEqualTo(Verdict.BROKEN);
        assertThat(new CheckReport(List.of()).findings()).containsExactly("nothing was checked");
        var good = CheckResult.good("a");
        var open = CheckResult.undecidable("b", "extension pg_cron is not available on this server");
        assertThat(new CheckReport(List.of(good, open)).verdict()).isEqualTo(Verdict.UNDECIDABLE);
        assertThat(new CheckReport(List.of(CheckResult.broken("c", "x"), good, open)).verdict())
                .isEqualTo(Verdict.BROKEN);
        assertThat(new CheckReport(List.of(good, open)).findings())
                .containsExactly("b: extension pg_cron is not available on this server");
    }

    @Test
    void findingsAreShortLinesAndFew() throws Exception {
        var result = CheckResult.of(
                "schema", Verdict.BROKEN, Collections.nCopies(50, "table a\n\u001b[31m" + "b".repeat(900)));
        assertThat(result.findings()).hasSize(CheckResult.MOST_FINDINGS).last().isEqualTo("and 31 more");
        assertThat(result.findings().getFirst()).hasSize(400).startsWith("table a [31mbb");
        assertThat(CheckResult.read(View.of(result.toJson()))).isEqualTo(result);
    }

    @Test
    void onlyGoodRunsTeach() throws Exception {
        var good = CheckResult.good("rows").counting(Map.of("orders", 10L)).hashing(Map.of("orders", "aa"));
        var bad = CheckResult.broken("rows", "x").counting(Map.of("orders", 1L)).hashing(Map.of("orders", "bb"));
        var baseline = Baseline.EMPTY.after(List.of(good)).after(List.of(bad)).after(List.of(good));
        assertThat(baseline.counts("rows", "orders")).containsExactly(10L, 10L);
        assertThat(baseline.hashes("rows")).containsEntry("orders", "aa");
        assertThat(Baseline.read(View.of(Json.parse(baseline.toJson().text())))).isEqualTo(baseline);
        assertThat(baseline.forgetting("rows")).isEqualTo(Baseline.EMPTY);
        for (int i = 0; i < 40; i++) {
            baseline = baseline.after(List.of(good));
        }
        assertThat(baseline.counts("rows", "orders")).hasSize(Baseline.LENGTH);
    }
}
