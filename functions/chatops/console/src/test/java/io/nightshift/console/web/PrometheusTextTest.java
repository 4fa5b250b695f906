package io.nightshift.console.web;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** The text format of Prometheus. */
final class PrometheusTextTest {

    @Test
    void writesHelpTypeAndEscapedLabels() {
        var metrics = new PrometheusText();
        metrics.gauge("one", "The first.").add(7);
        metrics.gauge("two", "The second.").add(1, "rule", "a\"b\\c\nd", "guardrail", "mode");
        assertThat(metrics.text()).isEqualTo("""
                # HELP one The first.
                # TYPE one gauge
                one 7
                # HELP two The second.
                # TYPE two gauge
                two{rule="a\\"b\\\\c\\nd",guardrail="mode"} 1
                """);
    }
}
