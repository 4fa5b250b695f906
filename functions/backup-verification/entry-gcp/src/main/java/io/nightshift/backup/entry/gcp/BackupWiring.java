package io.nightshift.backup.entry.gcp;

import io.nightshift.backup.Backups;
import io.nightshift.backup.entry.BackupConnections;
import io.nightshift.backup.entry.BackupSettings;
import io.nightshift.backup.gcp.CloudSqlBackups;
import io.nightshift.backup.gcp.FirestoreBackups;
import io.nightshift.backup.gcp.FirestoreProject;
import io.nightshift.backup.gcp.SqlProject;
import io.nightshift.backup.runtime.BackupSources;
import io.nightshift.backup.runtime.HeldCounts;
import io.nightshift.core.engine.Engine;
import io.nightshift.core.engine.Ports;
import io.nightshift.core.signal.Origin;
import io.nightshift.entry.WebhookChannels;
import io.nightshift.gcp.entry.GcpConnection;
import io.nightshift.gcp.entry.HttpEventHandler;
import java.util.List;

/** Connects the configured parts. */
record BackupWiring(GcpConnection cloud, BackupSettings settings) {

    HttpEventHandler handler() {
        var configuration = cloud.configuration();
        var home = Origin.gcp(configuration.project(), "");
        var ledger = cloud.ledger();
        var secrets = cloud.secrets();
        var connections = new BackupConnections(
                new BackupSources(List.of(
                        new CloudSqlBackups(cloud.adapters(SqlProject::of)),
                        new FirestoreBackups(cloud.adapters(FirestoreProject::of), new HeldCounts(), cloud.host()))),
                ledger,
                cloud.host(),
                configuration.common().policy(),
                home,
                settings,
                secrets);
        var engine = new Engine(Ports.of(ledger, cloud.timers(), cloud.rules(home), cloud.host())
                .function(Backups.MODULE)
                .adapters(connections.adapters())
                .messenger(cloud.withChats(
                        new WebhookChannels(configuration.common(), cloud.host(), secrets).messenger(),
                        ledger,
                        secrets))
                .build());
        return cloud.handler(engine, ledger, List.of(connections.sweep(engine)));
    }
}
