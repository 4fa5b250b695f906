package io.nightshift.prometheus;

import io.nightshift.core.json.JsonException;
import io.nightshift.core.json.View;
import io.nightshift.prometheus.Prometheus.Result;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * Reads the data in Prometheus' responses: values are strings there, because {@code NaN} and {@code +Inf} have no JSON form.
 */
final class PrometheusData {

    private PrometheusData() {}

    static Result range(View data, RangeWindow window) throws JsonException {
        expect(data, "matrix");
        var series = data.at("result").items();
        if (series.size() > 1) {
            return several(series.size());
        }
        if (series.isEmpty()) {
            return new Result.Values(List.of());
        }
        var values = new Double[Math.toIntExact(window.points())];
        Arrays.fill(values, Double.NaN);
        for (var point : series.getFirst().at("values").items()) {
            long behind = seconds(point.at(0)) - window.first();
            if (behind >= 0 && behind % window.step() == 0 && behind / window.step() < values.length) {
                values[Math.toIntExact(behind / window.step())] = value(point.at(1));
            }
        }
        return new Result.Values(List.of(values));
    }

    static Result instant(View data) throws JsonException {
        if (data.at("resultType").text().equals("scalar")) {
            return new Result.Values(List.of(value(data.at("result").at(1))));
        }
        expect(data, "vector");
        var series = data.at("result").items();
        return switch (series.size()) {
            case 0 -> new Result.Values(List.of());
            case 1 ->
                new Result.Values(List.of(value(series.getFirst().at("value").at(1))));
            default -> several(series.size());
        };
    }

    static Result seriesOf(View data) throws JsonException {
        expect(data, "vector");
        return new Result.Values(List.of((double) data.at("result").items().size()));
    }

    static Set<String> alertingRules(View data) throws JsonException {
        var names = new TreeSet<String>();
        for (var group : data.at("groups").items()) {
            for (var rule : group.at("rules").items()) {
                names.add(rule.at("name").text());
            }
        }
        return names;
    }

    private static Result several(int series) {
        return new Result.Wrong("the query gives " + series + " series; expected one, for instance by sum(…)");
    }

    private static void expect(View data, String type) throws JsonException {
        if (!data.at("resultType").text().equals(type)) {
            throw new JsonException(data.at("resultType").path() + " is not " + type);
        }
    }

    private static long seconds(View value) throws JsonException {
        return Math.round(value.number().doubleValue());
    }

    private static double value(View value) throws JsonException {
        var text = value.text();
        if (text.equals("NaN") || text.endsWith("Inf")) {
            return Double.NaN;
        }
        double number = value.number().doubleValue();
        return Double.isFinite(number) ? number : Double.NaN;
    }
}
