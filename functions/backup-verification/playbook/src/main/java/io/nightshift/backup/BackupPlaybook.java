package io.nightshift.backup;

import io.nightshift.core.json.JsonException;
import io.nightshift.core.json.View;
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

    public BackupPlaybook() {
        this((from, to) -> {});
    }

    /** @param watcher called for each transition, with the names of the phases */
    public BackupPlaybook(BiConsumer<String, String> watcher) {
        super(NAME, VerificationTable.TABLE, watcher);
    }

    @Override
    protected BackupMachine machine(Context context) throws JsonException {
        return new BackupMachine(BackupSpec.read(context.plan()), context);
    }

    @Override
    public boolean begins(Signal signal) {
        return signal instanceof Signal.Request
                || signal instanceof Signal.Due
                || signal instanceof Signal.ResourceChange;
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
