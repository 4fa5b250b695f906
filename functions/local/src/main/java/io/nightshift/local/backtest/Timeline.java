package io.nightshift.local.backtest;

import io.nightshift.text.HtmlText;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/**
 * A chart of one policy's days: a row for each rule, a column for each day, and in each cell a mark for acts, pages and acts
 * held back. A mark's size grows with the logarithm of its count; the count is next to it if there is room, and in its
 * tooltip.
 */
final class Timeline {

    private enum Mark {
        ACT("act", "acts"),
        DRY("dry", "acts held back by a dry run"),
        PAGE("page", "pages"),
        HELD("held", "held back");

        private final String look;
        private final String words;

        Mark(String look, String words) {
            this.look = look;
            this.words = words;
        }
    }

    private static final int LANE = 14;
    private static final int ROW = LANE * Mark.values().length + 8;
    private static final int TOP = 26;
    private static final int LETTER = 8;
    /** A longer history gets narrower days, and finally a chart that scrolls. */
    private static final int ROOM = 1_000;

    /** Days of this width have room for numbers. */
    private static final int WIDE = 40;

    private final Map<String, Map<Mark, Map<LocalDate, Long>>> rules = new TreeMap<>();
    private final LocalDate first;
    private final int days;
    private final int column;
    private final int left;

    Timeline(BacktestSummary summary, LocalDate from, LocalDate to) {
        collect(summary, BacktestSection.ACTS, Mark.ACT, 1);
        collect(summary, BacktestSection.DRY_RUNS, Mark.DRY, 1);
        collect(summary, BacktestSection.PAGES, Mark.PAGE, 2);
        collect(summary, BacktestSection.HELD_DAYS, Mark.HELD, 1);
        first = from;
        days = (int) ChronoUnit.DAYS.between(from, last(to)) + 1;
        column = Math.clamp(ROOM / days, 10, 160);
        left = 16
                + LETTER
                        * rules.keySet().stream().mapToInt(String::length).max().orElse(0);
    }

    private void collect(BacktestSummary summary, BacktestSection section, Mark mark, int ruleAt) {
        var tally = summary.tally(section);
        for (var names : tally.names()) {
            rules.computeIfAbsent(names.get(ruleAt), ignored -> new HashMap<>())
                    .computeIfAbsent(mark, ignored -> new TreeMap<>())
                    .merge(LocalDate.parse(names.getFirst()), tally.get(names), Long::sum);
        }
    }

    /** Runs may continue after the last signal. */
    private LocalDate last(LocalDate to) {
        return rules.values().stream()
                .flatMap(marks -> marks.values().stream())
                .flatMap(counts -> counts.keySet().stream())
                .reduce(to, (one, other) -> one.isAfter(other) ? one : other);
    }

    /** An SVG element; a sentence if there is nothing to show. */
    String svg() {
        if (rules.isEmpty()) {
            return "<p>Nothing was done, told or held back.</p>";
        }
        int width = left + days * column + 8;
        int height = TOP + rules.size() * ROW + 4;
        var svg = new StringBuilder(
                "<svg role=\"img\" aria-label=\"days and rules\" width=\"%d\" height=\"%d\">".formatted(width, height));
        dates(svg, height);
        int y = TOP;
        for (var rule : rules.entrySet()) {
            row(svg, rule.getKey(), rule.getValue(), y, width);
            y += ROW;
        }
        return svg.append("</svg>").toString();
    }

    private void dates(StringBuilder svg, int height) {
        int step = Math.max(1, (int) Math.ceil(90.0 / column));
        for (int day = 0; day < days; day += step) {
            int x = left + day * column;
            svg.append("<line x1=\"%d\" y1=\"18\" x2=\"%d\" y2=\"%d\" class=\"grid\"/><text x=\"%d\" y=\"13\">%s</text>"
                    .formatted(x, x, height, x + 2, first.plusDays(day)));
        }
    }

    private void row(StringBuilder svg, String rule, Map<Mark, Map<LocalDate, Long>> marks, int y, int width) {
        svg.append("<line x1=\"0\" y1=\"%d\" x2=\"%d\" y2=\"%d\" class=\"grid\"/>".formatted(y, width, y));
        svg.append("<text x=\"4\" y=\"%d\" class=\"rule\">%s</text>".formatted(y + ROW / 2 + 4, HtmlText.text(rule)));
        int lane = y + 4 + LANE / 2;
        for (var mark : Mark.values()) {
            int middle = lane;
            marks.getOrDefault(mark, Map.of()).forEach((day, count) -> mark(svg, rule, mark, day, count, middle));
            lane += LANE;
        }
    }

    private void mark(StringBuilder svg, String rule, Mark mark, LocalDate day, long count, int y) {
        double x = left + (ChronoUnit.DAYS.between(first, day) + 0.5) * column;
        double r = Math.min(LANE / 2.0, 3.5 + Math.log10((double) count) * 1.6);
        var shape = switch (mark) {
            case ACT, DRY -> "<circle cx=\"%.1f\" cy=\"%d\" r=\"%.1f\"".formatted(x, y, r);
            case PAGE -> "<path d=\"M%.1f %.1fl%.1f %.1fh%.1fz\"".formatted(x, y - r, r, 2 * r, -2 * r);
            case HELD ->
                "<rect x=\"%.1f\" y=\"%.1f\" width=\"%.1f\" height=\"%.1f\"".formatted(x - r, y - r, 2 * r, 2 * r);
        };
        svg.append(shape)
                .append(" class=\"%s\"><title>%s</title>%s"
                        .formatted(
                                mark.look,
                                HtmlText.text("%s, %s: %d %s".formatted(day, rule, count, mark.words)),
                                mark == Mark.PAGE ? "</path>" : mark == Mark.HELD ? "</rect>" : "</circle>"));
        if (count > 1 && column >= WIDE) {
            svg.append("<text x=\"%.1f\" y=\"%d\">%d</text>".formatted(x + LANE, y + 4, count));
        }
    }

    /** The meaning of the marks. */
    static String legend() {
        var items = new StringBuilder("<p class=\"legend\">");
        for (var mark : Mark.values()) {
            items.append("<span class=\"%s\">%s</span> %s &nbsp; "
                    .formatted(mark.look, sign(mark), mark.words.toLowerCase(Locale.ROOT)));
        }
        return items.append("</p>").toString();
    }

    private static String sign(Mark mark) {
        return switch (mark) {
            case ACT -> "●";
            case DRY -> "○";
            case PAGE -> "▲";
            case HELD -> "■";
        };
    }
}
