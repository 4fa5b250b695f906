package io.nightshift.local.cli;

import io.nightshift.local.story.Table;
import io.nightshift.promotion.action.Rollout;
import io.nightshift.promotion.sweep.NewestImage;
import io.nightshift.promotion.sweep.Stock;
import io.nightshift.promotion.sweep.Stock.Serving;
import io.nightshift.text.Printed;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** {@code promotions --missed}: a line for each service. */
final class StockTable {

    private static final int LONGEST = 80;

    private StockTable() {}

    static Table of(List<Stock> stocks) {
        var table = new Table("SERVICE", "NEWEST", "AGE", "DEPLOYED", "STANDING", "BECAUSE");
        stocks.forEach(stock -> table.row(
                Printed.safe(stock.service()),
                stock.newest().map(StockTable::version).orElse("-"),
                stock.newest().map(StockTable::age).orElse("-"),
                Printed.safe(deployed(stock)),
                stock.standing().name().toLowerCase(Locale.ROOT),
                Printed.clipped(Printed.safe(stock.because()), LONGEST)));
        return table;
    }

    private static String version(NewestImage newest) {
        return Printed.safe(newest.tag() + " " + Rollout.brief(newest.digest()));
    }

    /** Of what the registry tells. */
    private static String age(NewestImage newest) {
        return newest.at()
                .map(at -> newest.age().name().toLowerCase(Locale.ROOT) + " " + at)
                .orElse("-");
    }

    /** Each digest that serves once, whatever the number of targets. */
    private static String deployed(Stock stock) {
        var digests =
                stock.serving().stream().map(StockTable::deployed).distinct().collect(Collectors.joining(", "));
        return digests.isEmpty() ? "-" : digests;
    }

    private static String deployed(Serving serving) {
        return serving.digest().isEmpty() ? "?" : Rollout.brief(serving.digest());
    }
}
