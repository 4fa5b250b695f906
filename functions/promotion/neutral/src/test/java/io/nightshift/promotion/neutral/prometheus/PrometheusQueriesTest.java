package io.nightshift.promotion.neutral.prometheus;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.nightshift.core.json.Json;
import io.nightshift.core.json.JsonException;
import io.nightshift.core.json.View;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class PrometheusQueriesTest {

    private static View metric(String query) throws JsonException {
        return View.of(Json.obj().with("name", "errors").with("query", Json.parse(query)));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "\"sum(rate(a[1m])\" | $.query is no PromQL: the ( at character 4 is not closed",
                "\"sum(a))\" | $.query is no PromQL: the ) at character 7 closes nothing",
                "\"sum(a]\" | $.query is no PromQL: the ] at character 6 closes nothing",
                "\"a{b='c}\" | $.query is no PromQL: the ' at character 5 has no end",
                "{\"expr\": \"a{v='{verison}'}\"} | $.query.expr has {verison}; did you mean {version}?",
                "{\"exp\": \"a\"} | $.query has an unknown key `exp`; did you mean `expr`?",
                "{\"errors\": \"a\", \"totl\": \"b\"} | $.query has an unknown key `totl`; did you mean `total`?",
                "{\"canary\": \"a\", \"baselin\": \"b\"} | $.query has an unknown key `baselin`; did you mean `baseline`?",
                "{\"canary\": {\"eror\": \"a\"}, \"baseline\": \"b\"} | $.query.canary has an unknown key `eror`",
                "7 | $.query is of type number; expected a text, {expr}"
            })
    void findsWhatNoPrometheusTakes(String query, String message) throws JsonException {
        var metric = metric(query);
        assertThatThrownBy(() -> PrometheusQueries.checkMetric(metric))
                .isInstanceOf(JsonException.class)
                .hasMessageStartingWith(message);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\"up\"",
                "\"sum by (le) (rate(a{b=~\\\"[(]{2}\\\", c='}'}[5m])) # ) no comment\\n + 1\"",
                "\"a{b=`\\\\`}\"",
                "\"a{b='\\\\'('}\"",
                "{\"errors\": \"a{v='{version}'}\", \"total\": \"b{d=\\\"{digest}\\\"}\"}",
                "{\"canary\": {\"expr\": \"a\"}, \"baseline\": \"b\"}"
            })
    void takesWhatPrometheusMayTake(String query) throws JsonException {
        PrometheusQueries.checkMetric(metric(query));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "{\"errors\": \"a\", \"total\": \"b\"} | $.objective is missing",
                "{\"errors\": \"a\", \"total\": \"b\", \"objective\": 100} | $.objective is no percentage",
                "{\"errors\": \"a\", \"total\": \"b\", \"objektive\": 99} | $ has an unknown key `objektive`; did you mean",
                "{\"canary\": \"a\", \"baseline\": \"b\"} | $ has an unknown key `canary`"
            })
    void anErrorBudgetHasItsOwnForm(String query, String message) throws JsonException {
        var budget = View.of(Json.parse(query));
        assertThatThrownBy(() -> PrometheusQueries.checkErrorBudget(budget)).hasMessageStartingWith(message);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {"\"up\" | false", "\"up{v='{version}'}\" | true", "{\"canary\": \"a\", \"baseline\": \"b\"} | true"
            })
    void tellsWhetherVersionsDiffer(String query, boolean differ) throws JsonException {
        assertThat(PrometheusQueries.tellsVersions(metric(query))).isEqualTo(differ);
    }
}
