package io.nightshift.promotion.entry.gcp;

import io.nightshift.core.act.Observer;
import io.nightshift.entry.FunctionHost;
import io.nightshift.gcp.FirestoreLedger;
import io.nightshift.gcp.entry.GcpConnection;
import io.nightshift.promotion.entry.NeutralCheckSettings;
import io.nightshift.promotion.gcp.observe.GoogleLogins;
import io.nightshift.web.WebClient;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * The observers that belong to no cloud, with their connections.
 *
 * @param remediations remediation's ledger, which is only read
 */
record NeutralConnections(
        NeutralCheckSettings sources,
        WebClient web,
        GoogleLogins logins,
        Optional<FirestoreLedger> remediations,
        FunctionHost host)
        implements AutoCloseable {

    static NeutralConnections of(GcpPromotionSettings settings, GcpConnection cloud, FunctionHost host) {
        return new NeutralConnections(
                settings.open(),
                NeutralCheckSettings.web(host),
                new GoogleLogins(cloud.clients().credentials()),
                settings.remediations().map(cloud::ledger),
                host);
    }

    /** They must come after those of Google Cloud. */
    List<Observer> observers() {
        return sources.observers(web, logins, remediations.map(Function.identity()), host);
    }

    @Override
    public void close() {
        remediations.ifPresent(FirestoreLedger::close);
        web.close();
    }
}
