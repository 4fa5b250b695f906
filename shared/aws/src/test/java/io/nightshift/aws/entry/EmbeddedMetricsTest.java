package io.nightshift.aws.entry;

import static org.assertj.core.api.Assertions.assertThat;

import io.nightshift.core.json.JsonException;
import io.nightshift.core.json.View;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The rules of the specification of the embedded metric format, which CloudWatch applies without a word. */
class EmbeddedMetricsTest {

    @Test
    void everyMetricAndDimensionIsAMemberOfTheLine() throws JsonException {
        var values = new LinkedHashMap<String, Long>();
        values.put("fired", 12L);
        values.put("medianFixSeconds", 240L);

        var line = View.of(new EmbeddedMetrics().line(Map.of("rule", "web"), values, 1_764_500_000_000L));

        assertThat(line.at("_aws", "Timestamp").integer()).isEqualTo(1_764_500_000_000L);
        var directive = line.at("_aws", "CloudWatchMetrics").at(0);
        assertThat(directive.at("Namespace").text()).isEqualTo("Nightshift");
        assertThat(directive.at("Dimensions").at(0).strings()).containsExactly("rule");
        for (var metric : directive.at("Metrics").items()) {
            assertThat(line.at(metric.at("Name").text()).integer()).isPositive();
        }
        assertThat(directive.at("Metrics").at(0).at("Unit").text()).isEqualTo("Count");
        assertThat(directive.at("Metrics").at(1).at("Unit").text()).isEqualTo("Seconds");
        assertThat(line.at("rule").text()).isEqualTo("web");
    }

    @Test
    void withoutADimensionThereIsOneEmptySet() throws JsonException {
        var line = View.of(new EmbeddedMetrics().line(Map.of(), Map.of("openRuns", 3L), 1));
        assertThat(line.at("_aws", "CloudWatchMetrics")
                        .at(0)
                        .at("Dimensions")
                        .json()
                        .text())
                .isEqualTo("[[]]");
    }
}
