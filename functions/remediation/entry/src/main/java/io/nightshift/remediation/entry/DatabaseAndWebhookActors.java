package io.nightshift.remediation.entry;

import io.nightshift.core.act.Actor;
import io.nightshift.core.act.Actor.LiveState;
import io.nightshift.core.signal.Resource;
import io.nightshift.entry.CommonConfig;
import io.nightshift.entry.DatabaseConnection;
import io.nightshift.entry.SecretStore;
import io.nightshift.entry.WebhookChannels;
import io.nightshift.remediation.database.DatabaseActor;
import io.nightshift.remediation.webhook.WebhookActor;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/** The actors of remediation that belong to no cloud: for databases and webhooks. */
public final class DatabaseAndWebhookActors {

    private DatabaseAndWebhookActors() {}

    /**
     * @param secrets called at each use
     * @param surroundings the live tags and the group of a target, from its platform
     */
    public static List<Actor> actors(
            CommonConfig configuration,
            WebhookChannels hooks,
            SecretStore secrets,
            Function<Resource, LiveState> surroundings) {
        return List.of(
                new DatabaseActor(databases(configuration, secrets), surroundings::apply),
                new WebhookActor(hooks.webhooks(), surroundings::apply));
    }

    private static List<DatabaseConnection> databases(CommonConfig configuration, SecretStore secrets) {
        var databases = new ArrayList<DatabaseConnection>();
        configuration
                .databases()
                .forEach((name, database) -> databases.add(new DatabaseConnection(
                        name,
                        database.url().value(),
                        database.user(),
                        () -> database.password().value(secrets))));
        return databases;
    }
}
