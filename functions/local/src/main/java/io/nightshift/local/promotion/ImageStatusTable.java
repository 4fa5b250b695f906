package io.nightshift.local.promotion;

import io.nightshift.local.story.TextTable;
import io.nightshift.promotion.action.Rollout;
import io.nightshift.promotion.sweep.ImageStatus;
import io.nightshift.promotion.sweep.ImageStatus.Serving;
import io.nightshift.promotion.sweep.NewestImage;
import io.nightshift.text.TerminalText;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** The output of {@code promotions --missed}: a line for each service. */
final class ImageStatusTable {

    private static final int LONGEST = 80;

    private ImageStatusTable() {}

    static TextTable of(List<ImageStatus> stocks) {
        var table = new TextTable("SERVICE", "NEWEST", "AGE", "DEPLOYED", "STANDING", "BECAUSE");
        stocks.forEach(stock -> table.row(
                TerminalText.safe(stock.service()),
                stock.newest().map(ImageStatusTable::version).orElse("-"),
                stock.newest().map(ImageStatusTable::age).orElse("-"),
                TerminalText.safe(deployed(stock)),
                stock.standing().name().toLowerCase(Locale.ROOT),
                TerminalText.clipped(TerminalText.safe(stock.because()), LONGEST)));
        return table;
    }

    private static String version(NewestImage newest) {
        return TerminalText.safe(newest.tag() + " " + Rollout.brief(newest.digest()));
    }

    /** From the registry's data. */
    private static String age(NewestImage newest) {
        return newest.at()
                .map(at -> newest.age().name().toLowerCase(Locale.ROOT) + " " + at)
                .orElse("-");
    }

    /** Each serving digest once, whatever the number of targets. */
    private static String deployed(ImageStatus stock) {
        var digests = stock.serving().stream()
                .map(ImageStatusTable::deployed)
                .distinct()
                .collect(Collectors.joining(", "));
        return digests.isEmpty() ? "-" : digests;
    }

    private static String deployed(Serving serving) {
        return serving.digest().isEmpty() ? "?" : Rollout.brief(serving.digest());
    }
}
