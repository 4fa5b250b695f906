package io.nightshift.local.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.nightshift.core.json.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class JudgeCommandTest {

    private static final String KAYENTA = """
            {"id": "k", "mode": "kayenta", "metrics": [{"name": "m", "groups": ["g"], "experiment": [20, 22, 21, 25, 30],\
             "control": [1, 2.2, 1.1, null, 3]}], "scoreThresholds": {"pass": 95, "marginal": 75}}
            """;
    private static final String OURS = """
            {"id": 7, "metrics": [{"name": "m", "experiment": [5, 6], "control": [5, 7]}]}
            """;

    @TempDir
    private Path folder;

    private String file(String text) throws IOException {
        return Files.writeString(folder.resolve("canaries.jsonl"), text).toString();
    }

    @Test
    void asJsonEachLineGetsOneLine() throws Exception {
        var typed = Typed.nightshift("judge", file(KAYENTA + "\n" + OURS), "--json");
        assertThat(typed.exit()).isZero();
        var lines = typed.out().lines().toList();
        assertThat(lines).hasSize(2);
        assertThat(lines.getFirst())
                .startsWith(
                        "{\"id\":\"k\",\"mode\":\"kayenta\",\"metrics\":[{\"name\":\"m\",\"classification\":\"High\","
                                + "\"critical\":false,\"reason\":\"m was classified as High\",\"interval\":[")
                .contains("\"score\":0.0,\"verdict\":\"Fail\"");
        assertThat(lines.getLast()).contains("{\"id\":7,", "\"verdict\":\"NotEnoughData\"", "\"then\":\"extend\"");
    }

    @Test
    void forPeopleEachMetricHasItsIntervalEffectAndWhy() throws Exception {
        var typed = Typed.nightshift("judge", file(KAYENTA));
        assertThat(typed.out())
                .contains("k Fail: score 0", "classification", "interval", "High", "m was classified as High");
    }

    @Test
    void aBadLineIsNamedWithItsFieldAndItsNeighboursAreJudged() throws Exception {
        var bad = OURS.replace("\"name\"", "\"naem\"");
        var typed = Typed.nightshift("judge", file(KAYENTA + bad + OURS), "--json");
        assertThat(typed.exit()).isEqualTo(ExitCode.NO);
        assertThat(typed.out()).hasLineCount(2);
        assertThat(typed.err()).contains("canaries.jsonl: line 2: $.metrics[0].naem is unknown; there are: name,");
    }

    @Test
    void oneObjectMayStandOnManyLinesAndAnErrorInItHasItsPlace() throws Exception {
        var pretty = Json.parse(KAYENTA).pretty();
        assertThat(Typed.nightshift("judge", file(pretty), "--json").out()).hasLineCount(1);
        var broken = Typed.nightshift("judge", file(pretty.replace("\"mode\": ", "\"mode\" ")));
        assertThat(broken.exit()).isEqualTo(ExitCode.NO);
        assertThat(broken.err()).contains("line 3, column");
    }

    @Test
    void strictIsForPipelines() throws Exception {
        assertThat(Typed.nightshift("judge", file(KAYENTA), "--strict").exit()).isEqualTo(ExitCode.NO);
    }

    @Test
    void aFileThatIsNotThereIsSaidSo() {
        assertThat(Typed.nightshift("judge", folder.resolve("nowhere").toString())
                        .exit())
                .isEqualTo(ExitCode.UNAVAILABLE);
    }

    private static final String POLICY = """
            version: 1
            defaults: {page: ops}
            channels:
              ops: {kind: console}
            rules: []
            promotions:
              shop:
                image: 111122223333.dkr.ecr.eu-central-1.amazonaws.com/shop
                stages:
                  - name: prod
                    approval: none
                    targets:
                      - {kind: "lambda:function", name: "shop:live"}
                    strategy: {kind: canary, steps: [{share: 10%, bake: 20m}], bake: 5m}
                    analysis:
                      metrics:
                        - {name: errors, source: prometheus, query: "errors", direction: increase}
                        - {name: limit, source: prometheus, query: "limit", max: 3}
            """;

    @Test
    void aPlanSaysWhichRiseEachBakeAndTheWholeWaveFind() throws Exception {
        var typed = Typed.nightshift(
                "judge",
                "--plan",
                file(POLICY),
                "--requests-per-second",
                "50",
                "--baseline",
                "0.01",
                "--rise",
                "2",
                "--json");
        assertThat(typed.err()).isEmpty();
        assertThat(typed.exit()).isZero();
        assertThat(typed.out()).hasLineCount(1);
        var row = (Json.Obj) Json.parse(typed.out());
        assertThat(row.text())
                .contains("\"promotion\":\"shop\"", "\"metric\":\"errors\"", "\"kind\":\"ratio\"", "\"percent\":10")
                .contains("\"points\":20", "\"requests\":6000", "requestsPerSecondNeeded", "waveRise");
    }

    @Test
    void aPlanOfLatenciesNeedsPointsAndIsATableForPeople() throws Exception {
        var typed = Typed.nightshift("judge", "--plan", file(POLICY), "--spread", "0.1", "--rise", "1.5");
        assertThat(typed.exit()).isZero();
        assertThat(typed.out())
                .contains("finds a rise of", "10 % for 20m", "the whole wave", "x1.50 needs", "a bake of");
        assertThat(typed.out()).doesNotContain("limit");
    }

    @Test
    void aPlanWithoutWhatItNeedsSaysWhatThatIs() throws Exception {
        var nothing = Typed.nightshift("judge", "--plan", file(POLICY));
        assertThat(nothing.exit()).isEqualTo(ExitCode.USAGE);
        assertThat(nothing.err())
                .contains("--plan needs --baseline (of error rates), --spread (of latencies), or both");
        assertThat(Typed.nightshift("judge", "--plan", file(POLICY), "--baseline", "0.01")
                        .err())
                .contains("--baseline needs --requests-per-second");
        assertThat(Typed.nightshift("judge", "--plan", file(POLICY), "--spread", "0.1", "--rise", "0.5")
                        .err())
                .contains("--rise is a factor above 1");
    }
}
