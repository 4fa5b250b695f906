package io.nightshift.remediation.action;

import io.nightshift.core.act.Action;

/** An action on AWS; {@link Restore} undoes it. */
public sealed interface AwsAction extends Action
        permits RebootInstance,
                ReplaceInstance,
                SetInstanceUnhealthy,
                ScaleOutGroup,
                RebootDatabase,
                GrowDatabaseStorage,
                RollBackAlias,
                RedeployService,
                RollBackService {}
