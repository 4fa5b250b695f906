package io.nightshift.remediation.action;

import io.nightshift.core.act.ActionType;
import java.util.List;
import java.util.stream.Stream;

/** The actions that a policy can name, in the order of the documentation. */
public final class ActionTypes {

    /** Those with a class of their own. */
    private static final List<ActionType> OWN = List.of(
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

    public static final List<ActionType> ALL = Stream.of(
                    OWN,
                    TicketActions.ALL,
                    SecurityActions.ALL,
                    LoggingActions.ALL,
                    InstanceActions.ALL,
                    DatabaseActions.ALL,
                    CapacityActions.ALL,
                    WorkflowActions.ALL,
                    CleanupActions.ALL,
                    WorkloadActions.ALL,
                    GoogleSecurityActions.ALL,
                    GoogleActions.ALL)
            .flatMap(List::stream)
            .toList();

    private ActionTypes() {}
}
