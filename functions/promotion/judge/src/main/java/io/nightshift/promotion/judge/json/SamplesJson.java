package io.nightshift.promotion.judge.json;

import io.nightshift.core.json.JsonException;
import io.nightshift.core.json.View;
import io.nightshift.promotion.judge.Samples;
import io.nightshift.promotion.judge.Series;
import java.util.ArrayList;
import java.util.List;

/** Reads one side: an array of numbers, or of {@code {"count": n, "of": m}}; null is a missing value. */
final class SamplesJson {

    private static final String WANTED = "an array of numbers, or of {\"count\": n, \"of\": m}; null is no value";
    private static final KnownFields POINT = new KnownFields(List.of("count", "of"));

    private SamplesJson() {}

    static Samples read(View view) throws JsonException {
        if (!view.isArray()) {
            throw view.wrong(WANTED);
        }
        var items = view.items();
        return items.stream().anyMatch(View::isObject) ? counts(items) : values(items);
    }

    private static Samples values(List<View> items) throws JsonException {
        var values = new double[items.size()];
        for (int i = 0; i < values.length; i++) {
            values[i] = Words.numberOr(items.get(i), Double.NaN);
        }
        return new Samples.Values(Series.of(values));
    }

    private static Samples counts(List<View> items) throws JsonException {
        var points = new ArrayList<Samples.Point>();
        for (var item : items) {
            points.add(item.exists() ? point(item) : new Samples.Point(0, 0));
        }
        return new Samples.Counts(points);
    }

    private static Samples.Point point(View view) throws JsonException {
        if (!view.isObject()) {
            throw view.wrong("{\"count\": n, \"of\": m} like the other points");
        }
        POINT.check(view);
        long count = whole(view.at("count"));
        long of = whole(view.at("of"));
        if (count > of) {
            throw new JsonException(
                    view.at("count").path() + " is " + count + "; expected at most its \"of\", which is " + of);
        }
        return new Samples.Point(count, of);
    }

    private static long whole(View view) throws JsonException {
        long value = view.integer();
        if (value < 0 || value > 1_000_000_000_000L) {
            throw new JsonException(view.path() + " is " + value + "; expected a whole number from 0 to 1e12");
        }
        return value;
    }
}
