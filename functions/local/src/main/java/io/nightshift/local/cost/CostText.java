package io.nightshift.local.cost;

import io.nightshift.core.json.Json;
import io.nightshift.cost.anomaly.AnomalyReport;
import io.nightshift.cost.detect.SeriesAnomaly;
import io.nightshift.cost.explain.CostDriver;
import io.nightshift.cost.explain.CostExplanation;
import io.nightshift.text.TerminalText;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Locale;
import java.util.Optional;

/** Anomalies as text and as JSON. */
final class CostText {

    private CostText() {}

    /** @param explanation empty if nobody asked for it */
    static Json.Obj json(SeriesAnomaly found, Optional<CostExplanation> explanation) {
        var anomaly = found.anomaly();
        return Json.obj()
                .with("id", found.id())
                .with("kind", word(anomaly.kind()))
                .with("series", AnomalyReport.json(found.key()))
                .with("start", anomaly.start().toString())
                .with("end", anomaly.end().toString())
                .with("detectedOn", anomaly.detectedOn().toString())
                .with("expected", number(anomaly.expected()))
                .with("actual", number(anomaly.actual()))
                .with("impact", number(anomaly.impact()))
                .with("severity", word(found.severity()))
                .with("provisional", found.provisional())
                .with("causes", causes(explanation.orElse(CostExplanation.NONE)));
    }

    static Json causes(CostExplanation explanation) {
        return Json.arr(explanation.drivers().stream().map(CostDriver::toJson).toList());
    }

    static String word(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT);
    }

    static BigDecimal money(double amount) {
        return BigDecimal.valueOf(amount).setScale(2, RoundingMode.HALF_EVEN);
    }

    static Json number(double amount) {
        return new Json.Num(money(amount).toPlainString());
    }

    /** One cell of a table on a terminal; what comes from outside is made harmless. */
    static String cell(String text) {
        return TerminalText.safe(text.isEmpty() ? "-" : text);
    }
}
