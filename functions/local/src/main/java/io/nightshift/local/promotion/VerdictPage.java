package io.nightshift.local.promotion;

import io.nightshift.local.cli.Terminal;
import io.nightshift.local.story.TextTable;
import io.nightshift.promotion.judge.CanaryVerdict;
import io.nightshift.promotion.judge.Interval;
import io.nightshift.promotion.judge.MetricVerdict;
import io.nightshift.text.TerminalText;
import java.util.Locale;

/** A human-readable verdict: each metric with its interval and effect, then the reason. */
record VerdictPage(Terminal terminal) {

    void print(CanaryVerdict verdict) {
        var colours = terminal.colours();
        var title = "%s %s: score %s"
                .formatted(verdict.id(), verdict.outcome().label(), number(verdict.score()))
                .strip();
        terminal.print(
                switch (verdict.outcome()) {
                    case PASS -> colours.green(TerminalText.safe(title));
                    case FAIL -> colours.red(TerminalText.safe(title));
                    case MARGINAL, NOT_ENOUGH_DATA -> colours.yellow(TerminalText.safe(title));
                });
        if (!verdict.reason().isEmpty()) {
            terminal.print("  " + TerminalText.safe(verdict.reason()));
        }
        verdict.then()
                .ifPresent(then -> terminal.print("  by policy: " + then.name().toLowerCase(Locale.ROOT)));
        var table = new TextTable("  metric", "classification", "effect", "interval", "still needed", "why");
        verdict.metrics().forEach(metric -> row(table, metric));
        table.lines(colours).forEach(terminal::print);
    }

    private static void row(TextTable table, MetricVerdict verdict) {
        var marks =
                (verdict.critical() ? " (critical)" : "") + (verdict.metric().muted() ? " (muted)" : "");
        table.row(
                "  " + TerminalText.safe(verdict.metric().name()),
                verdict.classification().label() + marks,
                verdict.effect().isPresent() ? number(verdict.effect().getAsDouble()) : "-",
                verdict.interval().map(VerdictPage::interval).orElse("-"),
                verdict.needed().isPresent() ? Long.toString(verdict.needed().getAsLong()) : "-",
                TerminalText.safe(verdict.reason()));
    }

    private static String interval(Interval interval) {
        return switch (interval.scale()) {
            case RATIO -> "x" + number(interval.lower()) + " .. x" + number(interval.upper());
            case DIFFERENCE -> signed(interval.lower()) + " .. " + signed(interval.upper());
        };
    }

    private static String number(double value) {
        return String.format(Locale.ROOT, "%.4g", value);
    }

    private static String signed(double value) {
        return String.format(Locale.ROOT, "%+.4g", value);
    }
}
