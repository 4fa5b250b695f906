package io.nightshift.cost.explain;

import io.nightshift.core.json.Json;
import io.nightshift.core.json.JsonException;
import io.nightshift.core.json.View;
import io.nightshift.cost.anomaly.AnomalyReport;
import java.math.BigDecimal;
import java.util.List;
import java.util.Locale;

/**
 * How much of a change of cost is usage, and how much is price. For each SKU and unit, {@code Δ = Δq·p₀ + q₀·Δp + Δq·Δp}; the last
 * term is {@code mixed}.
 *
 * @param unknown what has no quantity
 */
public record PriceSplit(BigDecimal usage, BigDecimal price, BigDecimal mixed, BigDecimal unknown) {

    private static final double MOST = 0.6;
    private static final double TINY = 1e-9;

    public PriceSplit {
        usage = AnomalyReport.money(usage);
        price = AnomalyReport.money(price);
        mixed = AnomalyReport.money(mixed);
        unknown = AnomalyReport.money(unknown);
    }

    /** What a change comes from. */
    public enum Verdict {
        USAGE,
        PRICE,
        BOTH,
        UNKNOWN;

        public String id() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** @param parts by SKU and unit */
    public static PriceSplit of(List<CostPart> parts) {
        double usage = 0;
        double price = 0;
        double mixed = 0;
        double unknown = 0;
        for (var part : parts) {
            if (part.quantityBefore() <= TINY && part.quantityNow() <= TINY) {
                unknown += part.rise();
            } else if (part.quantityBefore() <= TINY || part.quantityNow() <= TINY) {
                usage += part.rise();
            } else {
                double before = part.costBefore() / part.quantityBefore();
                double by = part.costNow() / part.quantityNow() - before;
                double more = part.quantityNow() - part.quantityBefore();
                usage += more * before;
                price += part.quantityBefore() * by;
                mixed += more * by;
            }
        }
        return new PriceSplit(
                BigDecimal.valueOf(usage),
                BigDecimal.valueOf(price),
                BigDecimal.valueOf(mixed),
                BigDecimal.valueOf(unknown));
    }

    public Verdict verdict() {
        double all = size(usage) + size(price) + size(mixed) + size(unknown);
        if (all < TINY || size(unknown) > all / 2) {
            return Verdict.UNKNOWN;
        }
        double known = all - size(unknown);
        return size(usage) >= MOST * known ? Verdict.USAGE : size(price) >= MOST * known ? Verdict.PRICE : Verdict.BOTH;
    }

    private static double size(BigDecimal amount) {
        return Math.abs(amount.doubleValue());
    }

    public Json.Obj toJson() {
        return Json.obj()
                .with("verdict", verdict().id())
                .with("usage", AnomalyReport.number(usage))
                .with("price", AnomalyReport.number(price))
                .with("mixed", AnomalyReport.number(mixed))
                .with("unknown", AnomalyReport.number(unknown));
    }

    static PriceSplit read(View json) throws JsonException {
        return new PriceSplit(
                json.at("usage").number(),
                json.at("price").number(),
                json.at("mixed").number(),
                json.at("unknown").number());
    }
}
