package io.nightshift.local.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.nightshift.core.json.Json;
import io.nightshift.core.json.JsonException;
import io.nightshift.local.bench.Compare.Measured;
import io.nightshift.local.bench.Compare.Row;
import io.nightshift.local.bench.Figures.Figure;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

final class CompareTest {

    private static Measured bench(String name, Figure... figures) {
        return new Measured(name, "2026-11-21", "2 cores", List.of(figures));
    }

    private static Row row(String better, double then, double now) {
        return Compare.rows(
                        List.of(bench("b", new Figure("f", then, "us", better))),
                        List.of(bench("b", new Figure("f", now, "us", better))),
                        1.3)
                .getFirst();
    }

    @Test
    void aRatioAboveOneIsWorseWhicheverWayTheFigureCounts() {
        assertThat(row("lower", 10, 12).ratio()).isEqualTo(1.2);
        assertThat(row("higher", 12, 10).ratio()).isEqualTo(1.2);
        assertThat(row("lower", 12, 6).ratio()).isEqualTo(0.5);
    }

    @Test
    void marksWhatIsWorseThanTheThreshold() {
        assertThat(row("lower", 10, 12.9).worse()).isFalse();
        assertThat(row("lower", 10, 13.1).worse()).isTrue();
        assertThat(row("higher", 13.1, 10).worse()).isTrue();
        assertThat(row("higher", 10, 100).worse()).isFalse();
    }

    @Test
    void aLossWhereNoneWasIsWorseAndNoneIsTheSame() {
        assertThat(row("lower", 0, 0).ratio()).isEqualTo(1);
        assertThat(row("lower", 0, 1).worse()).isTrue();
    }

    @Test
    void aFigureThatWasNeverRecordedIsNoReasonToFail() {
        var rows = Compare.rows(List.of(), List.of(bench("b", new Figure("f", 1, "us", "lower"))), 1.3);
        assertThat(rows.getFirst().worse()).isFalse();
        assertThat(rows.getFirst().then()).isNaN();
    }

    @Test
    void readsTheFormOfTheColdStart() throws JsonException {
        var figures = Compare.figures(Json.parse("""
                {"variants":[
                  {"variant":"boto3","runs":15,"millis":168,"ratio":1.00,"megabytes":50},
                  {"variant":"C1","runs":15,"millis":336,"ratio":2.00,"cpuMillis":300,"megabytes":90}],
                 "functionMegabytes":55.0,"deploymentMegabytes":{"Lambda":11.5}}"""));
        assertThat(figures)
                .containsExactly(
                        new Figure("C1: start", 336, "ms", "lower"),
                        new Figure("C1: start, to boto3", 2, "times", "lower"),
                        new Figure("C1: CPU of the start", 300, "ms", "lower"),
                        new Figure("C1: peak memory", 90, "MB", "lower"),
                        new Figure("jars of the function", 55, "MB", "lower"),
                        new Figure("deployed for Lambda", 11.5, "MB", "lower"));
    }

    @Test
    void whatWasNotRunNowStaysRecorded() throws JsonException {
        var old = bench("old", new Figure("f", 1, "us", "lower"));
        var before = bench("b", new Figure("f", 1, "us", "lower"));
        var after = bench("b", new Figure("f", 2, "", "higher"));
        var written = Compare.toJson(Compare.merged(List.of(old, before), List.of(after)));
        assertThat(Compare.recorded(Json.parse(written.pretty()))).containsExactly(old, after);
    }

    @Test
    void refusesFiguresThatDoNotSayWhichWayTheyCount() {
        assertThatThrownBy(() -> Compare.figures(Json.parse("""
                {"figures":[{"name":"f","value":1,"unit":"us","better":"bigger"}]}""")))
                .isInstanceOf(JsonException.class)
                .hasMessageContaining("$.figures[0].better")
                .hasMessageContaining("lower or higher");
    }

    @Test
    void whatIsRecordedCanBeRead() throws Exception {
        var file = Path.of(System.getProperty("nightshift.root", "../..")).resolve("bench/recorded.json");
        assertThat(Compare.recorded(Json.parse(Files.readString(file)))).isNotEmpty();
    }
}
