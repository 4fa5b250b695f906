package io.nightshift.remediation;

import io.nightshift.core.json.JsonException;
import io.nightshift.core.json.View;
import io.nightshift.core.machine.TablePlaybook;
import io.nightshift.core.run.Context;
import io.nightshift.core.signal.Signal;
import java.util.Optional;
import java.util.function.BiConsumer;

/**
 * Climbs a ladder: query, act, wait, query again; undo an act that did not help and try the next rung; escalate to
 * on-call when no rung is left. The alarm's own recovery ends it, after the alarm has stayed OK for the soak time.
 */
public final class RemediationPlaybook extends TablePlaybook<EpisodePhase, Episode> {

    public RemediationPlaybook() {
        this((from, to) -> {});
    }

    /** @param watcher called for each transition, with the names of the phases */
    public RemediationPlaybook(BiConsumer<String, String> watcher) {
        super("remediation", RemediationTable.TABLE, watcher);
    }

    @Override
    protected RemediationMachine machine(Context context) throws JsonException {
        return new RemediationMachine(Plan.read(context.plan()), context);
    }

    @Override
    public boolean begins(Signal signal) {
        return ReportedCondition.reportsTrouble(signal);
    }

    /** Of other signals several may share a name: the end of one must not silence another. */
    @Override
    public Optional<String> condition(Signal signal) {
        return signal instanceof Signal.Alarm alarm ? Optional.of(alarm.key()) : Optional.empty();
    }

    @Override
    public String cause(Signal signal, String rule) {
        return "rule:" + rule;
    }

    @Override
    public Episode start(Context context) {
        return Episode.starting(context.now());
    }

    @Override
    public Episode read(View json) throws JsonException {
        return Episode.fromJson(json);
    }
}
