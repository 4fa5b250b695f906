package io.nightshift.local.bench;

import io.nightshift.core.json.Json;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** What a bench measured, in the form that all benches print and {@code bench/compare} reads. */
final class Figures {

    /** @param better {@code lower} or {@code higher} */
    record Figure(String name, double value, String unit, String better) {}

    private final String bench;
    private final List<Figure> all = new ArrayList<>();

    Figures(String bench) {
        this.bench = bench;
    }

    void lower(String name, double value, String unit) {
        all.add(new Figure(name, value, unit, "lower"));
    }

    void higher(String name, double value, String unit) {
        all.add(new Figure(name, value, unit, "higher"));
    }

    List<Figure> all() {
        return List.copyOf(all);
    }

    /** {@code {"bench": "...", "figures": [{"name", "value", "unit", "better"}]}}. */
    Json.Obj toJson() {
        return Json.obj()
                .with("bench", bench)
                .with("figures", Json.arr(all.stream().map(Figures::json).toList()));
    }

    static Json.Obj json(Figure figure) {
        return Json.obj()
                .with("name", figure.name())
                .with("value", new Json.Num(String.format(Locale.ROOT, "%.3f", figure.value())))
                .with("unit", figure.unit())
                .with("better", figure.better());
    }
}
