package io.nightshift.promotion.entry;

import io.nightshift.core.engine.Engine;
import io.nightshift.core.engine.EngineResult;
import io.nightshift.core.engine.Ports;
import io.nightshift.core.json.Json;
import io.nightshift.entry.FunctionHost;
import io.nightshift.entry.ScheduledWork;
import io.nightshift.policy.Policy;
import io.nightshift.promotion.sweep.ImageStatus;
import io.nightshift.promotion.sweep.ImageStatus.Standing;
import io.nightshift.promotion.sweep.RegistrySweep;
import io.nightshift.promotion.sweep.RegistrySweep.Swept;
import io.nightshift.promotion.sweep.SweptService;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Sweeps the registries, and logs what it started and what it could not determine; the latter once, until the reason changes.
 */
public final class RegistryWatch {

    /** The name of the work, as schedules send it. */
    public static final String WORK = "registry-sweep";

    private static final Duration EVERY = Duration.ofMinutes(15);

    private final RegistrySweep sweep;
    private final FunctionHost host;
    private final Map<String, String> unsure = new HashMap<>();

    public RegistryWatch(RegistrySweep sweep, FunctionHost host) {
        this.sweep = sweep;
        this.host = host;
    }

    /** Over all services of a policy. */
    public static RegistryWatch of(Ports ports, Engine engine, Policy policy, FunctionHost host) {
        return new RegistryWatch(new RegistrySweep(ports, engine, services(policy)), host);
    }

    /** The services of a policy by name, as the sweep needs them. */
    public static List<SweptService> services(Policy policy) {
        return PlannedServices.read(policy, promotion -> SweptService.of(promotion.plan(), promotion.tags()));
    }

    /** The sweep as scheduled work; the minute timer of a function starts it every 15 minutes. */
    public ScheduledWork scheduled() {
        return new ScheduledWork(WORK, EVERY, this::sweep);
    }

    /** Makes one pass, and returns what it began. */
    public synchronized List<EngineResult> sweep() {
        var swept = sweep.sweep();
        swept.forEach(this::log);
        return swept.stream().flatMap(one -> one.handled().stream()).toList();
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

    private static Json.Obj details(ImageStatus stock) {
        return Json.obj()
                .with("service", stock.service())
                .with("image", stock.image())
                .with("digest", stock.newest().map(one -> one.digest()).orElse(""));
    }
}
