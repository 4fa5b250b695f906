package io.nightshift.remediation.gcp.adapter;

import com.google.api.services.sqladmin.model.DatabaseInstance;
import com.google.api.services.sqladmin.model.Operation;
import io.nightshift.core.act.ActionExecution;
import io.nightshift.core.act.Actor.LiveState;
import io.nightshift.core.act.Actor.Performed;
import io.nightshift.core.act.Actor.Probed;
import io.nightshift.core.act.CallFailed;
import io.nightshift.core.act.IdempotencyKey;
import io.nightshift.core.json.Json;
import io.nightshift.core.json.JsonException;
import io.nightshift.core.json.View;
import io.nightshift.core.signal.Resource;
import java.util.Map;
import java.util.Optional;

/**
 * A restart or a failover of a Cloud SQL instance. The API takes no token, and each call starts another operation, so the
 * call is made once and never repeated automatically. If the latest operation of its type is a different one than before, the
 * act happened.
 */
record SqlOperation(SqlCalls sql, Resource target, Deed deed) implements ActionExecution {

    /** The operation, by Cloud SQL's name for its type. */
    enum Deed {
        RESTART,
        FAILOVER
    }

    @Override
    public LiveState before() throws CallFailed {
        var instance = sql.instance(target);
        return instance.isEmpty()
                ? ActionExecution.missing("database " + target.name())
                : ActionExecution.found(labels(instance.get()), capsule(instance.get()));
    }

    static Map<String, String> labels(DatabaseInstance instance) {
        var labels =
                instance.getSettings() == null ? null : instance.getSettings().getUserLabels();
        return labels == null ? Map.of() : Map.copyOf(labels);
    }

    private Json.Obj capsule(DatabaseInstance instance) throws CallFailed {
        var settings = Optional.ofNullable(instance.getSettings());
        var capsule = Json.obj()
                .with("state", String.valueOf(instance.getState()))
                .with(
                        "settingsVersion",
                        settings.map(one -> one.getSettingsVersion()).orElse(0L))
                .with(
                        "availability",
                        settings.map(one -> one.getAvailabilityType()).orElse(""))
                .with("last", latest().map(Operation::getName).orElse(""));
        return cannot(instance).map(why -> capsule.with(CANNOT, why)).orElse(capsule);
    }

    private Optional<String> cannot(DatabaseInstance instance) {
        if (!"RUNNABLE".equals(instance.getState())) {
            return Optional.of("the database is " + instance.getState() + ", not RUNNABLE");
        }
        var settings = instance.getSettings();
        if (settings != null && "NEVER".equals(settings.getActivationPolicy())) {
            return Optional.of("the database was stopped by its owner");
        }
        return switch (deed) {
            case RESTART -> Optional.empty();
            case FAILOVER ->
                settings != null && "REGIONAL".equals(settings.getAvailabilityType())
                        ? Optional.empty()
                        : Optional.of("the database is not REGIONAL: there is no standby to fail over to");
        };
    }

    private Optional<Operation> latest() throws CallFailed {
        return sql.latest(target, deed.name());
    }

    @Override
    public Performed perform(IdempotencyKey key, Json.Obj capsule) throws CallFailed, JsonException {
        long settingsVersion = View.of(capsule).at("settingsVersion").integer();
        return ActionExecution.changing(
                () -> switch (deed) {
                    case RESTART -> sql.restart(target);
                    case FAILOVER -> sql.failOver(target, settingsVersion);
                },
                () -> false);
    }

    /** An operation that ended with an error had no effect, and is repeated. */
    @Override
    public Probed probe(IdempotencyKey key, Json.Obj capsule) throws CallFailed, JsonException {
        var before = View.of(capsule).at("last").text();
        return ActionExecution.happened(latest().filter(operation -> !before.equals(operation.getName()))
                .filter(operation -> operation.getError() == null)
                .isPresent());
    }
}
