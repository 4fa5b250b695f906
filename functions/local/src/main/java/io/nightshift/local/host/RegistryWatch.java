package io.nightshift.local.host;

import io.nightshift.core.json.Json;
import io.nightshift.entry.FunctionHost;
import io.nightshift.promotion.sweep.RegistrySweep;
import io.nightshift.promotion.sweep.RegistrySweep.Swept;
import io.nightshift.promotion.sweep.Stock;
import io.nightshift.promotion.sweep.Stock.Standing;
import java.util.HashMap;
import java.util.Map;

/** Sweeps the registries, and logs what it began and what it could not tell; the latter once, until it is another reason. */
public final class RegistryWatch {

    private final RegistrySweep sweep;
    private final FunctionHost host;
    private final Map<String, String> unsure = new HashMap<>();

    public RegistryWatch(RegistrySweep sweep, FunctionHost host) {
        this.sweep = sweep;
        this.host = host;
    }

    public synchronized void sweep() {
        sweep.sweep().forEach(this::log);
    }

    private void log(Swept swept) {
        var stock = swept.stock();
        if (stock.standing() == Standing.MISSED) {
            swept.handled()
                    .ifPresent(handled -> host.log(
                            "missed-push",
                            details(stock)
                                    .with("handled", handled.kind().name())
                                    .with(
                                            "run",
                                            handled.run().map(id -> id.value()).orElse(""))));
        }
        var reason = stock.standing() == Standing.UNSEEN ? stock.because() : "";
        var before = unsure.put(stock.service(), reason);
        if (!reason.isEmpty() && !reason.equals(before)) {
            host.log("registry-unsure", details(stock).with("because", reason));
        }
    }

    private static Json.Obj details(Stock stock) {
        return Json.obj()
                .with("service", stock.service())
                .with("image", stock.image())
                .with("digest", stock.newest().map(one -> one.digest()).orElse(""));
    }
}
