package io.nightshift.backup.entry.aws;

import io.nightshift.aws.entry.AwsFunction;
import io.nightshift.aws.entry.AwsWiring;
import io.nightshift.backup.Backups;
import io.nightshift.backup.aws.AwsBackupRestores;
import io.nightshift.backup.aws.DynamoDbBackups;
import io.nightshift.backup.aws.RdsSnapshots;
import io.nightshift.backup.entry.BackupConnections;
import io.nightshift.backup.runtime.BackupSource;
import io.nightshift.backup.runtime.BackupSources;
import io.nightshift.backup.runtime.HeldCounts;
import io.nightshift.core.engine.Engine;
import io.nightshift.core.engine.Ports;
import io.nightshift.core.signal.Origin;
import io.nightshift.entry.ScheduledWork;
import io.nightshift.entry.WebhookChannels;
import java.util.List;

/** Backup verification in the function's account and its members. */
record BackupOnAws(AwsBackupSettings settings) implements AwsFunction {

    private static final HeldCounts COUNTS = new HeldCounts();

    @Override
    public Ports ports(AwsWiring wiring) {
        var hooks = new WebhookChannels(wiring.configuration().common(), wiring.host(), wiring.secrets());
        var rules = wiring.rules(home(wiring));
        return Ports.of(wiring.ledger(), wiring.timers(), rules, wiring.host())
                .function(Backups.MODULE)
                .adapters(connections(wiring).adapters())
                .messenger(wiring.withChats(hooks.messenger()))
                .build();
    }

    @Override
    public List<ScheduledWork> scheduled(Ports ports, Engine engine, AwsWiring wiring) {
        return List.of(connections(wiring).sweep(engine));
    }

    /** Of several regions the function's own one is that of databases whose entries name none. */
    private static Origin home(AwsWiring wiring) {
        var configuration = wiring.configuration();
        return Origin.aws(configuration.account(), configuration.region());
    }

    private BackupConnections connections(AwsWiring wiring) {
        var regions = wiring.regions();
        regions.all()
                .forEach(apis -> wiring.warming(() -> {
                    apis.rds();
                    apis.backup();
                    apis.dynamoDb();
                }));
        var sources = List.<BackupSource>of(
                new RdsSnapshots(regions, settings.authorities()),
                new AwsBackupRestores(regions, settings.authorities()),
                new DynamoDbBackups(regions, COUNTS));
        return new BackupConnections(
                new BackupSources(sources),
                wiring.ledger(),
                wiring.host(),
                wiring.configuration().common().policy(),
                home(wiring),
                settings.backups(),
                wiring.secrets());
    }
}
