package io.nightshift.local.backup;

import io.nightshift.backup.measure.VerificationHistory;
import io.nightshift.backup.measure.VerificationRecord;
import io.nightshift.text.HtmlText;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;

/** How long restores took, as an SVG: a bar to the first query and one to the end of the checks for each verification. */
final class TrendPicture {

    private static final int WIDTH = 640;
    private static final int HEIGHT = 160;
    private static final int FLOOR = 140;
    private static final int TOP = 16;
    private static final int MOST = 60;

    private TrendPicture() {}

    static String of(VerificationHistory history, Optional<Duration> rto) {
        var latest = history.latest(MOST).records();
        double most = Math.max(
                1,
                latest.stream()
                        .mapToLong(record -> Math.max(
                                record.fullRead().toMillis(),
                                record.firstQuery().toMillis()))
                        .max()
                        .orElse(1));
        most = Math.max(
                most,
                rto.map(promised -> Math.min(promised.toMillis(), most(latest.size(), history)))
                        .orElse(0L));
        var svg = new StringBuilder(
                "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 %d %d\" width=\"%d\" role=\"img\">\n"
                        .formatted(WIDTH, HEIGHT, WIDTH));
        svg.append("<title>Time to the first query and to the end of the checks</title>\n");
        double step = (double) WIDTH / Math.max(1, latest.size());
        for (int i = 0; i < latest.size(); i++) {
            bars(svg, latest.get(i), i * step, step, most);
        }
        if (rto.isPresent() && rto.get().toMillis() <= most) {
            svg.append("<line x1=\"0\" x2=\"%d\" y1=\"%s\" y2=\"%s\" stroke=\"#c0392b\" stroke-dasharray=\"4 3\"/>\n"
                    .formatted(WIDTH, number(y(rto.get(), most)), number(y(rto.get(), most))));
        }
        return svg.append("<text x=\"0\" y=\"%d\" font-size=\"11\">longest: %s</text>\n"
                        .formatted(HEIGHT - 4, HtmlText.text(VerificationText.span(Duration.ofMillis((long) most)))))
                .append("</svg>\n")
                .toString();
    }

    private static long most(int size, VerificationHistory history) {
        return size == 0 ? 0 : 2 * history.records().getLast().fullRead().toMillis();
    }

    private static void bars(StringBuilder svg, VerificationRecord record, double x, double step, double most) {
        var colour = record.isGood() ? "#1a7f4b" : "#c0392b";
        bar(svg, x, step, record.fullRead(), most, colour, "0.35");
        bar(svg, x, step, record.firstQuery(), most, colour, "1");
    }

    private static void bar(
            StringBuilder svg, double x, double step, Duration time, double most, String colour, String opacity) {
        svg.append("<rect x=\"%s\" y=\"%s\" width=\"%s\" height=\"%s\" fill=\"%s\" opacity=\"%s\"/>\n"
                .formatted(
                        number(x),
                        number(y(time, most)),
                        number(Math.max(1, step - 2)),
                        number(FLOOR - y(time, most)),
                        colour,
                        opacity));
    }

    private static double y(Duration time, double most) {
        return FLOOR - (FLOOR - TOP) * time.toMillis() / most;
    }

    private static String number(double value) {
        return String.format(Locale.ROOT, "%.1f", value);
    }
}
