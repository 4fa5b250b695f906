package io.nightshift.backup;

import io.nightshift.backup.action.RestoreStep;
import io.nightshift.core.act.ActionCatalogue;
import io.nightshift.core.engine.FunctionModule;
import java.util.stream.Stream;

/** The function as one value. No rule's ladder can name its actions. */
public final class Backups {

    public static final ActionCatalogue CATALOGUE = new ActionCatalogue(
            Stream.of(RestoreStep.values()).map(RestoreStep::type).toList());

    public static final FunctionModule MODULE = new FunctionModule(new BackupPlaybook(), CATALOGUE);

    private Backups() {}
}
