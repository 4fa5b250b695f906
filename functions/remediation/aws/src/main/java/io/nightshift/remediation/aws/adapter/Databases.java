package io.nightshift.remediation.aws.adapter;

import io.nightshift.aws.AwsRegionApis;
import io.nightshift.core.act.ActionExecution;
import io.nightshift.core.act.Actor.LiveState;
import io.nightshift.core.json.Json;
import io.nightshift.core.signal.Resource;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import software.amazon.awssdk.services.rds.model.DBInstance;
import software.amazon.awssdk.services.rds.model.DbInstanceNotFoundException;
import software.amazon.awssdk.services.rds.model.Event;
import software.amazon.awssdk.services.rds.model.ModifyDbInstanceRequest;
import software.amazon.awssdk.services.rds.model.SourceType;

/** An RDS database. */
record Databases(AwsRegionApis apis, Resource target) {

    /** The minutes of events that are read; longer than any lease. */
    private static final int STORY = 60;

    Optional<DBInstance> find() {
        try {
            return apis
                    .rds()
                    .describeDBInstances(request -> request.dbInstanceIdentifier(target.name()))
                    .dbInstances()
                    .stream()
                    .findFirst();
        } catch (DbInstanceNotFoundException e) {
            return Optional.empty();
        }
    }

    /** Changes the database at once, not in its next maintenance window. */
    void modify(Consumer<ModifyDbInstanceRequest.Builder> change) {
        apis.rds()
                .modifyDBInstance(request -> change.accept(
                        request.dbInstanceIdentifier(target.name()).applyImmediately(true)));
    }

    static String busy(DBInstance found) {
        return "the database is " + found.dbInstanceStatus() + ", not available";
    }

    LiveState look(Function<DBInstance, Json.Obj> capsule) {
        return find().map(database -> ActionExecution.found(tags(database), Optional.empty(), capsule.apply(database)))
                .orElseGet(() -> ActionExecution.missing("database " + target.name()));
    }

    static Map<String, String> tags(DBInstance database) {
        return Tags.ofRds(database.tagList());
    }

    /**
     * The time of the last restart or failover; the epoch if there was none recently.
     *
     * @see <a href="https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/USER_Events.Messages.html">RDS-EVENT-0006 and
     *     RDS-EVENT-0049</a>
     */
    Instant lastRestart() {
        return apis
                .rds()
                .describeEventsPaginator(request -> request.sourceIdentifier(target.name())
                        .sourceType(SourceType.DB_INSTANCE)
                        .duration(STORY))
                .events()
                .stream()
                .filter(event ->
                        event.message().contains("restarted") || event.message().contains("failover completed"))
                .map(Event::date)
                .max(Instant::compareTo)
                .orElse(Instant.EPOCH);
    }
}
