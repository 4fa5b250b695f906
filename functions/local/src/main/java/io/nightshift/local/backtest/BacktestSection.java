package io.nightshift.local.backtest;

import java.util.List;
import java.util.Locale;

/** The counters of a backtest, and their dimensions. */
public enum BacktestSection {
    ACTS("Acts", "day rule action"),
    DRY_RUNS("Acts that only a dry run held back", "day rule action"),
    PAGES("Who would have been paged", "day channel rule"),
    HELD_BACK("Which guardrail held what back", "guardrail verdict rule"),
    OUTCOMES("Outcomes", "rule outcome"),
    HANDLED("What became of the signals", "became"),
    /** Only for the chart: its other data is in sections with days. */
    HELD_DAYS("Held back by day", "day rule");

    private final String title;
    private final String columns;

    BacktestSection(String title, String columns) {
        this.title = title;
        this.columns = columns;
    }

    public String title() {
        return title;
    }

    public List<String> columns() {
        return List.of(columns.split(" ", -1));
    }

    public boolean isShown() {
        return this != HELD_DAYS;
    }

    /** The name in the JSON. */
    public String key() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
