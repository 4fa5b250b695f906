package io.nightshift.backup;

import io.nightshift.core.json.JsonException;
import io.nightshift.core.json.View;
import io.nightshift.core.machine.Machine;
import io.nightshift.core.machine.PhaseTable;
import io.nightshift.core.machine.TablePlaybook;
import io.nightshift.core.run.Context;
import io.nightshift.core.signal.Signal;
import java.util.function.BiConsumer;

/**
 * Verifies a backup: it is restored into an isolated place, its data is checked, and it is removed. One run per database is open at
 * a time; removals of what a run left are runs of their own.
 */
public final class BackupPlaybook extends TablePlaybook<BackupPhase, Verification> {

    public static final String NAME = "backup";

    private final Machine.Watcher<BackupPhase> watcher;

    public BackupPlaybook() {
        this.watcher = (from, to) -> {};
    }

    /** @param watcher called for each transition, with the names of the phases */
    public BackupPlaybook(BiConsumer<String, String> watcher) {
        this.watcher = (from, to) -> watcher.accept(from.name(), to.name());
    }

    @Override
    public PhaseTable<BackupPhase, ?, Verification> table() {
        return VerificationTable.TABLE;
    }

    @Override
    protected BackupMachine machine(Context context) throws JsonException {
        return new BackupMachine(BackupSpec.read(context.plan()), context, watcher);
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public boolean begins(Signal signal) {
        return signal instanceof Signal.Request
                || signal instanceof Signal.Due
                || signal instanceof Signal.ResourceChange;
    }

    /** The rule is no part of it: two rules never restore one database at the same time. */
    @Override
    public String cause(Signal signal, String rule) {
        return NAME;
    }

    @Override
    public Verification start(Context context) {
        return Verification.starting(context.now());
    }

    @Override
    public Verification read(View json) throws JsonException {
        return Verification.fromJson(json);
    }
}
