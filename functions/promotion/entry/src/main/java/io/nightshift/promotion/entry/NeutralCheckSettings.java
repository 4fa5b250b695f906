package io.nightshift.promotion.entry;

import io.nightshift.core.act.Observer;
import io.nightshift.core.act.Problem;
import io.nightshift.core.ledger.Ledger;
import io.nightshift.entry.EnvironmentVariable;
import io.nightshift.entry.Variables;
import io.nightshift.policy.Policy;
import io.nightshift.prometheus.PrometheusSettings;
import io.nightshift.promotion.neutral.NeutralObservers;
import io.nightshift.promotion.neutral.gate.KeptKeys;
import io.nightshift.promotion.neutral.gate.KeptReports;
import io.nightshift.promotion.neutral.registry.Logins;
import io.nightshift.promotion.neutral.registry.Registries;
import io.nightshift.web.WebClient;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The checks of promotions that belong to no cloud, for a function: registries, signatures, scan reports on the web, HTTP
 * checks and Prometheus. A function has no folders: keys are in the policy or in variables that it names, reports have URLs.
 *
 * @param prometheus the source of metrics and error budgets, if any
 * @param keys the public keys that gates name, by their variables
 */
public record NeutralCheckSettings(Optional<PrometheusSettings> prometheus, Map<String, String> keys) {

    public static final List<EnvironmentVariable> KEYS = PrometheusSettings.KEYS;

    private static final Problem NO_FOLDER =
            Problem.transientFault("NoFolder", "a function has no folder of scan reports; expected the URL of one");

    /**
     * A page that takes longer fails the check; three requests of one observation stay well within half of the engine's
     * lease.
     */
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    public NeutralCheckSettings {
        keys = Map.copyOf(keys);
    }

    public static WebClient web(InstantSource clock) {
        return new WebClient(PATIENCE, clock);
    }

    /** With the Prometheus settings that were read; the policy names the keys. */
    public static NeutralCheckSettings of(Optional<PrometheusSettings> prometheus, Policy policy, Variables variables) {
        return new NeutralCheckSettings(prometheus, PlannedServices.keys(PlannedServices.of(policy), variables));
    }

    /**
     * They must come after those of the clouds, because they answer for every registry.
     *
     * @param logins of registries
     * @param incidents the ledger of remediations, if it can be read
     */
    public List<Observer> observers(WebClient web, Logins logins, Optional<Ledger> incidents, InstantSource clock) {
        return new NeutralObservers(
                        new Registries(web, logins, Set.of()),
                        KeptReports.onTheWeb(web, Set.of(), NO_FOLDER),
                        new KeptKeys(Optional.empty(), keys),
                        incidents,
                        prometheus.map(settings -> settings.server(web)),
                        clock)
                .all();
    }
}
