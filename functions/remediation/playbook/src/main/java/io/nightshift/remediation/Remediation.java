package io.nightshift.remediation;

import io.nightshift.core.act.ActionCatalogue;
import io.nightshift.core.act.ActionType;
import io.nightshift.core.engine.FunctionModule;
import io.nightshift.remediation.action.CallWebhook;
import io.nightshift.remediation.action.FailOverSql;
import io.nightshift.remediation.action.GrowDatabaseStorage;
import io.nightshift.remediation.action.RaiseInstances;
import io.nightshift.remediation.action.RebootDatabase;
import io.nightshift.remediation.action.RebootInstance;
import io.nightshift.remediation.action.RecreateInstance;
import io.nightshift.remediation.action.RedeployService;
import io.nightshift.remediation.action.ReplaceInstance;
import io.nightshift.remediation.action.RestartDeployment;
import io.nightshift.remediation.action.RestartRunService;
import io.nightshift.remediation.action.RestartSql;
import io.nightshift.remediation.action.Restore;
import io.nightshift.remediation.action.RollBackAlias;
import io.nightshift.remediation.action.RollBackDeployment;
import io.nightshift.remediation.action.RollBackService;
import io.nightshift.remediation.action.ScaleOutGroup;
import io.nightshift.remediation.action.SetInstanceUnhealthy;
import io.nightshift.remediation.action.ShiftTrafficBack;
import io.nightshift.remediation.action.TerminateIdleSessions;
import java.util.ArrayList;
import java.util.List;

/** The actions of remediation. */
public final class Remediation {

    private static final List<ActionType> TYPES = List.of(
            RebootInstance.TYPE,
            ReplaceInstance.TYPE,
            SetInstanceUnhealthy.TYPE,
            ScaleOutGroup.TYPE,
            RebootDatabase.TYPE,
            GrowDatabaseStorage.TYPE,
            TerminateIdleSessions.TYPE,
            RollBackAlias.TYPE,
            RedeployService.TYPE,
            RollBackService.TYPE,
            ShiftTrafficBack.TYPE,
            RestartRunService.TYPE,
            RaiseInstances.TYPE,
            RestartSql.TYPE,
            FailOverSql.TYPE,
            RecreateInstance.TYPE,
            RestartDeployment.TYPE,
            RollBackDeployment.TYPE,
            CallWebhook.TYPE);

    /** The actions that a policy can name. */
    public static final ActionCatalogue CATALOGUE = new ActionCatalogue(TYPES);

    /** Those actions and the undo: everything that a ledger can contain. */
    public static final ActionCatalogue ALL = new ActionCatalogue(withRestore());

    public static final FunctionModule MODULE = new FunctionModule(new RemediationPlaybook(), ALL);

    private Remediation() {}

    private static List<ActionType> withRestore() {
        var all = new ArrayList<>(TYPES);
        all.add(Restore.TYPE);
        return all;
    }
}
