package io.nightshift.remediation.action;

import io.nightshift.core.act.ActionType;
import java.util.List;

/** The actions that a policy can name, in the order of the documentation. */
public final class ActionTypes {

    public static final List<ActionType> ALL = List.of(
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
            ScaleDeployment.TYPE,
            SetAutoscalerBounds.TYPE,
            DeletePod.TYPE,
            CordonNode.TYPE,
            UncordonNode.TYPE,
            DrainNode.TYPE,
            CallWebhook.TYPE);

    private ActionTypes() {}
}
