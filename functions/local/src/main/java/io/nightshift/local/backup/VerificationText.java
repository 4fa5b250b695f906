package io.nightshift.local.backup;

import io.nightshift.backup.check.BackupVerdict;
import io.nightshift.backup.measure.FailoverRecord;
import io.nightshift.backup.measure.VerificationHistory;
import io.nightshift.backup.measure.VerificationRecord;
import io.nightshift.core.guard.DurationText;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Measures of verifications as text. */
final class VerificationText {

    private static final String BARS = "▁▂▃▄▅▆▇█";
    private static final int TREND = 20;
    private static final double KIB = 1024;

    private VerificationText() {}

    static String verdict(VerificationRecord record) {
        return record.verdict()
                .map(verdict -> switch (verdict) {
                    case GOOD -> "good";
                    case UNDECIDABLE -> "not decidable";
                    case BROKEN -> "BROKEN";
                })
                .orElse("not verified");
    }

    static String span(Duration span) {
        return span.isZero() ? "-" : span.toMillis() < 1000 ? span.toMillis() + "ms" : DurationText.say(span);
    }

    /** With the promise, if there is one. */
    static String against(Duration measured, Optional<Duration> promised) {
        return span(measured)
                + promised.map(one -> " / " + DurationText.say(one)).orElse("");
    }

    static String bytes(long bytes) {
        if (bytes < KIB) {
            return bytes == 0 ? "-" : bytes + " B";
        }
        int unit = (int) Math.min(4, Math.floor(Math.log((double) bytes) / Math.log(KIB)));
        return String.format(
                Locale.ROOT,
                "%.1f %sB",
                bytes / Math.pow(KIB, unit),
                List.of("", "Ki", "Mi", "Gi", "Ti").get(unit));
    }

    /** The times to the first query of the last verifications, oldest first; {@code ×} for a broken one, {@code ·} for none. */
    static String trend(VerificationHistory history) {
        var latest = history.latest(TREND).records();
        long most = latest.stream()
                .mapToLong(record -> record.firstQuery().toMillis())
                .max()
                .orElse(0);
        var line = new StringBuilder();
        for (var record : latest) {
            if (record.verdict().filter(BackupVerdict.BROKEN::equals).isPresent()) {
                line.append('×');
            } else if (record.firstQuery().isZero() || most == 0) {
                line.append('·');
            } else {
                int step = (int) (record.firstQuery().toMillis() * (BARS.length() - 1) / most);
                line.append(BARS.charAt(step));
            }
        }
        return line.toString();
    }

    /** A failover test, line by line. */
    static List<String> failover(FailoverRecord record) {
        return List.of(
                "rule %s, run %s%s: %s"
                        .formatted(
                                record.rule(),
                                record.run().isEmpty() ? "none" : record.run(),
                                record.oneWay() ? ", ONE-WAY" : "",
                                record.reason()),
                "no write for " + span(record.outage())
                        + record.lastBefore()
                                .map(at -> ", the last one before at " + at)
                                .orElse(""),
                "%d writes confirmed, %d of them lost; at the end it %s"
                        .formatted(
                                record.confirmed(),
                                record.lost(),
                                record.answers() ? "takes writes" : "TAKES NO WRITES"));
    }
}
