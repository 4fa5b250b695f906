package io.nightshift.remediation.aws.adapter;

import io.nightshift.aws.AwsRegionApis;
import io.nightshift.aws.SdkExecution;
import io.nightshift.core.act.ActionExecution;
import io.nightshift.core.act.Actor.LiveState;
import io.nightshift.core.act.Actor.Performed;
import io.nightshift.core.act.Actor.Probed;
import io.nightshift.core.act.IdempotencyKey;
import io.nightshift.core.json.Json;
import io.nightshift.core.json.JsonException;
import io.nightshift.core.json.View;
import io.nightshift.core.signal.Resource;
import java.time.DateTimeException;
import java.time.Instant;
import software.amazon.awssdk.services.rds.model.DBInstance;

/**
 * {@code RebootDBInstance}, called once and never repeated automatically. The database's status shows the reboot while it
 * lasts, and its events for a while after.
 */
record DatabaseReboot(AwsRegionApis apis, Resource target, boolean failover) implements ActionExecution {

    @Override
    public LiveState before() {
        var database = new Databases(apis, target);
        return database.look(found -> capsule(found, database.lastRestart()));
    }

    private Json.Obj capsule(DBInstance found, Instant lastRestart) {
        var capsule = Json.obj()
                .with("status", found.dbInstanceStatus())
                .with("multiAz", found.multiAZ())
                .with("lastRestart", lastRestart.toString());
        if (failover && !found.multiAZ()) {
            return capsule.with(CANNOT, "the database is not Multi-AZ: there is no standby to fail over to");
        }
        return found.dbInstanceStatus().equals("available") ? capsule : capsule.with(CANNOT, Databases.busy(found));
    }

    @Override
    public Performed perform(IdempotencyKey key, Json.Obj capsule) {
        return SdkExecution.changing(() -> {
            var answer = apis.once()
                    .rds()
                    .rebootDBInstance(request ->
                            request.dbInstanceIdentifier(target.name()).forceFailover(failover));
            return Json.obj().withOptional("status", answer.dbInstance().dbInstanceStatus());
        });
    }

    /** An available database without a new restart may still reboot later: RDS begins it with a delay. */
    @Override
    public Probed probe(IdempotencyKey key, Json.Obj capsule) throws JsonException {
        var database = new Databases(apis, target);
        if (database.find()
                .filter(found -> found.dbInstanceStatus().equals("rebooting"))
                .isPresent()) {
            return Probed.HAPPENED;
        }
        return database.lastRestart().isAfter(before(capsule)) ? Probed.HAPPENED : Probed.UNKNOWN;
    }

    private static Instant before(Json.Obj capsule) throws JsonException {
        var at = View.of(capsule).at("lastRestart");
        try {
            return Instant.parse(at.text());
        } catch (DateTimeException e) {
            throw at.wrong("a time");
        }
    }
}
