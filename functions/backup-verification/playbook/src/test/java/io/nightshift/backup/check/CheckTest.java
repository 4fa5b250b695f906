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

    private static final List<BackupCheck> ALL = List.of(
            new BackupCheck.Connects(),
            new BackupCheck.ServerVersion(Optional.of("15.4")),
            new BackupCheck.Identity(),
            new BackupCheck.Schema(),
            new BackupCheck.Extensions(List.of("hstore")),
            new BackupCheck.Roles(List.of("app")),
            new BackupCheck.CollationVersion(),
            new BackupCheck.InvalidIndexes(),
            new BackupCheck.UnvalidatedConstraints(),
            new BackupCheck.Sequences(),
            new BackupCheck.Heartbeat("beats", "beat"),
            new BackupCheck.Freshness("orders", "created_at", Duration.ofMinutes(15)),
            new BackupCheck.RowCounts(List.of("orders"), List.of("audit"), 30),
            new BackupCheck.LargeObjects(5),
            new BackupCheck.UserSql("sums agree", "select true"),
            new BackupCheck.StableHash(List.of("countries")),
            new BackupCheck.FullRead(List.of()),
            new BackupCheck.Amcheck(List.of("billing.*")));

    @Test
    void eachTypeIsReadAsItWasWritten() throws Exception {
        assertThat(ALL).extracting(BackupCheck::type).containsExactlyElementsOf(BackupCheck.TYPES);
        for (var check : ALL) {
            assertThat(BackupCheck.read(View.of(Json.parse(check.toJson().text()))))
                    .isEqualTo(check);
        }
        assertThat(BackupCheck.read(View.of(Json.obj().with("type", "row-counts"))))
                .isEqualTo(new BackupCheck.RowCounts(List.of(), List.of(), BackupCheck.TOLERANCE));
    }

    @Test
    void anUnknownTypeIsNamedWithThoseThatAreKnown() {
        assertThatThrownBy(() -> BackupCheck.read(View.of(Json.obj().with("type", "vibes"))))
                .isInstanceOf(JsonException.class)
                .hasMessageStartingWith("$.type is of type string; expected a type of check: connects, server-version");
        assertThatThrownBy(() -> BackupCheck.read(View.of(Json.obj().with("type", "freshness"))))
                .hasMessage("$.table is missing");
    }

    @Test
    void theWorstVerdictIsThatOfTheWhole() {
        assertThat(new BackupCheckReport(List.of()).verdict()).isEqualTo(BackupVerdict.BROKEN);
        assertThat(new BackupCheckReport(List.of()).findings()).containsExactly("nothing was checked");
        var good = CheckResult.good("a");
        var open = CheckResult.undecidable("b", "extension pg_cron is not available on this server");
        assertThat(new BackupCheckReport(List.of(good, open)).verdict()).isEqualTo(BackupVerdict.UNDECIDABLE);
        assertThat(new BackupCheckReport(List.of(CheckResult.broken("c", "x"), good, open)).verdict())
                .isEqualTo(BackupVerdict.BROKEN);
        assertThat(new BackupCheckReport(List.of(good, open)).findings())
                .containsExactly("b: extension pg_cron is not available on this server");
    }

    @Test
    void findingsAreShortLinesAndFew() throws Exception {
        var result = CheckResult.of(
                "schema", BackupVerdict.BROKEN, Collections.nCopies(50, "table a\n\u001b[31m" + "b".repeat(900)));
        assertThat(result.findings()).hasSize(CheckResult.MOST_FINDINGS).last().isEqualTo("and 31 more");
        assertThat(result.findings().getFirst()).hasSize(400).startsWith("table a [31mbb");
        assertThat(CheckResult.read(View.of(result.toJson()))).isEqualTo(result);
    }

    @Test
    void onlyGoodRunsTeach() throws Exception {
        var good = CheckResult.good("rows").counting(Map.of("orders", 10L)).hashing(Map.of("orders", "aa"));
        var bad = CheckResult.broken("rows", "x").counting(Map.of("orders", 1L)).hashing(Map.of("orders", "bb"));
        var baseline =
                CheckBaseline.EMPTY.after(List.of(good)).after(List.of(bad)).after(List.of(good));
        assertThat(baseline.counts("rows", "orders")).containsExactly(10L, 10L);
        assertThat(baseline.hashes("rows")).containsEntry("orders", "aa");
        assertThat(CheckBaseline.read(View.of(Json.parse(baseline.toJson().text()))))
                .isEqualTo(baseline);
        assertThat(baseline.forgetting("rows")).isEqualTo(CheckBaseline.EMPTY);
        for (int i = 0; i < 40; i++) {
            baseline = baseline.after(List.of(good));
        }
        assertThat(baseline.counts("rows", "orders")).hasSize(CheckBaseline.LENGTH);
    }
}
