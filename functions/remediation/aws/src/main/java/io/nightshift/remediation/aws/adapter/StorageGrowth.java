package io.nightshift.remediation.aws.adapter;

import io.nightshift.aws.AwsRegionApis;
import io.nightshift.aws.SdkExecution;
import io.nightshift.core.act.ActionExecution;
import io.nightshift.core.act.Actor.LiveState;
import io.nightshift.core.act.Actor.Performed;
import io.nightshift.core.act.Actor.Probed;
import io.nightshift.core.act.IdempotencyKey;
import io.nightshift.core.act.Problem;
import io.nightshift.core.json.Json;
import io.nightshift.core.json.JsonException;
import io.nightshift.core.json.View;
import io.nightshift.core.signal.Resource;
import java.util.Optional;
import software.amazon.awssdk.services.rds.model.DBInstance;

/**
 * {@code ModifyDBInstance AllocatedStorage}, at once. RDS requires at least 10 % more, and refuses other changes of storage
 * for six hours afterwards.
 *
 * @see <a href="https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/USER_PIOPS.ModifyingExisting.html">increasing
 *     storage</a>
 */
record StorageGrowth(AwsRegionApis apis, Resource target, int byPercent, int upToGib) implements ActionExecution {

    private static final int LEAST_PERCENT = 10;

    @Override
    public LiveState before() {
        return new Databases(apis, target).look(this::capsule);
    }

    private Json.Obj capsule(DBInstance found) {
        int now = found.allocatedStorage();
        long to = Math.min(more(now, Math.max(byPercent, LEAST_PERCENT)), upToGib);
        var capsule = Json.obj().with("gib", now).with("to", to).with("status", found.dbInstanceStatus());
        return cannot(found, to).map(why -> capsule.with(CANNOT, why)).orElse(capsule);
    }

    private Optional<String> cannot(DBInstance found, long to) {
        if (found.engine().startsWith("aurora")) {
            return Optional.of("the storage of Aurora grows by itself");
        }
        if (to < more(found.allocatedStorage(), LEAST_PERCENT)) {
            return Optional.of("it has %d GiB; the limit of %d GiB leaves less than the 10 %% that RDS asks for"
                    .formatted(found.allocatedStorage(), upToGib));
        }
        return found.dbInstanceStatus().equals("available") ? Optional.empty() : Optional.of(Databases.busy(found));
    }

    /** Rounded up to whole GiB. */
    private static long more(int gib, int percent) {
        return Math.ceilDiv((long) gib * (100 + percent), 100);
    }

    @Override
    public Performed perform(IdempotencyKey key, Json.Obj capsule) throws JsonException {
        long to = View.of(capsule).at("to").integer();
        var found = new Databases(apis, target).find();
        if (found.isEmpty()) {
            return ActionExecution.not("NotFound", "database " + target.name() + " does not exist");
        }
        if (size(found.get()) >= to) {
            return ActionExecution.already();
        }
        if (!found.get().dbInstanceStatus().equals("available")) {
            return new Performed.NotDone(Problem.transientFault(
                    "InvalidDBInstanceState", "the database is " + found.get().dbInstanceStatus() + " by now"));
        }
        return SdkExecution.changing(() -> modify((int) to), () -> reached(to));
    }

    private Json.Obj modify(int to) {
        var answer = apis.rds()
                .modifyDBInstance(request -> request.dbInstanceIdentifier(target.name())
                        .allocatedStorage(to)
                        .applyImmediately(true));
        return Json.obj()
                .with("gib", to)
                .withOptional("status", answer.dbInstance().dbInstanceStatus());
    }

    @Override
    public Probed probe(IdempotencyKey key, Json.Obj capsule) throws JsonException {
        return ActionExecution.happened(reached(View.of(capsule).at("to").integer()));
    }

    private boolean reached(long to) {
        return new Databases(apis, target)
                .find()
                .filter(found -> size(found) >= to)
                .isPresent();
    }

    /** The current size, or the size to which it is being changed. */
    private static int size(DBInstance found) {
        var pending = Optional.ofNullable(found.pendingModifiedValues()).map(values -> values.allocatedStorage());
        return Math.max(found.allocatedStorage(), pending.orElse(0));
    }
}
