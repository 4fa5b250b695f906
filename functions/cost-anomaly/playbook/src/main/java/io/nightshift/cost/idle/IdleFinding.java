package io.nightshift.cost.idle;

import io.nightshift.core.json.Json;
import io.nightshift.core.signal.Resource;
import io.nightshift.cost.anomaly.AnomalyReport;
import java.math.BigDecimal;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * A resource that costs more than it is used for.
 *
 * @param actions of remediation that would end it, in their order; each is guarded as any other
 * @param share of its cost that would be saved
 * @param saving a month; empty if its cost is not known
 */
public record IdleFinding(
        Resource resource,
        Kind kind,
        String size,
        String reason,
        List<String> actions,
        double share,
        Optional<BigDecimal> saving,
        String currency) {

    /** Why it is found. */
    public enum Kind {
        IDLE,
        UNATTACHED,
        OVERSIZED
    }

    public IdleFinding {
        actions = List.copyOf(actions);
        saving = saving.map(AnomalyReport::money);
    }

    static IdleFinding of(ResourceUse use, Kind kind, String reason, double share, String... actions) {
        return new IdleFinding(use.resource(), kind, use.size(), reason, List.of(actions), share, Optional.empty(), "");
    }

    /** @param cost of the resource a month */
    public IdleFinding costing(double cost, String itsCurrency) {
        return new IdleFinding(
                resource,
                kind,
                size,
                reason,
                actions,
                share,
                Optional.of(BigDecimal.valueOf(cost * share)),
                itsCurrency);
    }

    public Json.Obj toJson() {
        var json = Json.obj()
                .with("kind", kind.name().toLowerCase(Locale.ROOT))
                .with("cloud", resource.origin().cloud().id())
                .with("account", resource.origin().account())
                .with("region", resource.origin().region())
                .with("type", resource.kind())
                .with("resource", resource.name())
                .with("size", size)
                .with("reason", reason)
                .with("currency", currency)
                .with("actions", Json.strings(actions));
        return saving.map(amount -> json.with("monthlySaving", AnomalyReport.number(amount)))
                .orElse(json);
    }
}
