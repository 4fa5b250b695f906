package io.nightshift.remediation;

import io.nightshift.core.act.ActionCatalogue;
import io.nightshift.core.act.ActionType;
import io.nightshift.core.engine.FunctionModule;
import io.nightshift.remediation.action.ActionTypes;
import io.nightshift.remediation.action.Restore;
import java.util.ArrayList;
import java.util.List;

/** The actions of remediation. */
public final class Remediation {

    /** The actions that a policy can name. */
    public static final ActionCatalogue CATALOGUE = new ActionCatalogue(ActionTypes.ALL);

    /** Those actions and the undo: everything that a ledger can contain. */
    public static final ActionCatalogue ALL = new ActionCatalogue(withRestore());

    public static final FunctionModule MODULE = new FunctionModule(new RemediationPlaybook(), ALL);

    private Remediation() {}

    private static List<ActionType> withRestore() {
        var all = new ArrayList<>(ActionTypes.ALL);
        all.add(Restore.TYPE);
        return all;
    }
}
