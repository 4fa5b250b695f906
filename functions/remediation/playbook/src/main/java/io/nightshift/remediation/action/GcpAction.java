package io.nightshift.remediation.action;

import io.nightshift.core.act.Action;

/** An action on Google Cloud; {@link Restore} undoes it. */
public sealed interface GcpAction extends Action
        permits ShiftTrafficBack, RestartRunService, RaiseInstances, RestartSql, FailOverSql, RecreateInstance {}
