package io.nightshift.promotion.judge.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.nightshift.core.json.Json;
import io.nightshift.core.json.JsonException;
import io.nightshift.promotion.judge.Canary;
import io.nightshift.promotion.judge.EffectSize;
import io.nightshift.promotion.judge.InsufficientData;
import io.nightshift.promotion.judge.InterimLooks;
import io.nightshift.promotion.judge.JudgeMode;
import io.nightshift.promotion.judge.Samples;
import io.nightshift.promotion.judge.ScoreThresholds;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class CanaryJsonTest {

    private static Canary read(String text) throws JsonException {
        return CanaryJson.read(Json.parse(text.replace('\'', '"')));
    }

    @Test
    void whatIsLeftOutHasADefault() throws Exception {
        var canary = read("{'metrics': [{'name': 'm', 'experiment': [1, null], 'control': []}]}");
        assertThat(canary.mode()).isEqualTo(JudgeMode.NIGHTSHIFT);
        assertThat(canary.thresholds()).isEqualTo(ScoreThresholds.DEFAULT);
        assertThat(canary.looks()).isEqualTo(InterimLooks.ONE);
        assertThat(canary.shortage()).isEqualTo(InsufficientData.EXTEND);
        var metric = canary.metrics().getFirst();
        assertThat(metric.experiment().series().at(1)).isNaN();
        assertThat(metric.effectSize()).isEqualTo(EffectSize.ANY);
    }

    @Test
    void theNeutralEffectIsThatOfTheMeasure() throws Exception {
        var canary = read("{'metrics': [{'name': 'm', 'effectSize': {'measure': 'cles', 'allowedIncrease': 0.7},"
                + " 'experiment': [1], 'control': [2]}]}");
        assertThat(canary.metrics().getFirst().effectSize())
                .isEqualTo(new EffectSize(EffectSize.Measure.CLES, 0.7, 0.5, 0.5, 0.5));
    }

    @Test
    void pointsMayBeCounts() throws Exception {
        var canary = read("{'metrics': [{'name': 'm', 'experiment': [{'count': 1, 'of': 20}, null],"
                + " 'control': [{'count': 0, 'of': 10}]}]}");
        assertThat(canary.metrics().getFirst().experiment())
                .isEqualTo(Samples.counts(new Samples.Point(1, 20), new Samples.Point(0, 0)));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            {}                                                  | $.metrics is missing; expected an array of metrics
            {"mode": "netflix", "metrics": []}                  | $.mode is no such word; expected one of nightshift, kayenta
            {"metrics": [], "groupWeight": {}}                  | $.groupWeight is unknown; there are: id, mode, metrics
            {"metrics": [], "groupWeights": {"a": -1}}          | $.groupWeights.a is -1.0; expected a weight
            {"metrics": [], "scoreThresholds": {"pass": "x"}}   | $.scoreThresholds.pass is of type string; expected a number
            {"metrics": [], "looks": {"now": 3, "planned": 2}}  | $.looks.planned is 2; expected at least "now"
            {"metrics": [{}]}                                   | $.metrics[0].name is missing
            {"metrics": [{"name": "m", "critcal": true}]}       | $.metrics[0].critcal is unknown
            {"metrics": [{"name": "m", "direction": "up"}]}     | $.metrics[0].direction is no such word; expected one of increase, decrease, either
            {"metrics": [{"name": "m", "outliers": {"strategy": "remove", "factor": 0}}]} | $.metrics[0].outliers.factor is 0.0; expected a number above 0
            {"metrics": [{"name": "m", "confidenceLevel": 99}]} | $.metrics[0].confidenceLevel is 99.0; expected a number above 0 and below 1
            {"metrics": [{"name": "m", "control": [1]}]}        | $.metrics[0].experiment is missing; expected an array of numbers
            {"metrics": [{"name": "m", "experiment": [true]}]}  | $.metrics[0].experiment[0] is of type boolean; expected a number
            {"metrics": [{"name": "m", "experiment": [1e999]}]} | $.metrics[0].experiment[0] is too large
            {"metrics": [{"name": "m", "experiment": [{"count": 2, "of": 1}]}]} | $.metrics[0].experiment[0].count is 2; expected at most its "of", which is 1
            {"metrics": [{"name": "m", "experiment": [{"count": 1, "of": 1}, 3]}]} | $.metrics[0].experiment[1] is of type number; expected {"count": n, "of": m}
            {"metrics": [{"name": "m", "experiment": [{"count": 1}]}]} | $.metrics[0].experiment[0].of is missing
            """)
    void badInputNamesTheFieldAndWhatWouldBeRight(String text, String message) {
        assertThatThrownBy(() -> CanaryJson.read(Json.parse(text)))
                .isInstanceOf(JsonException.class)
                .hasMessageContaining(message);
    }
}
