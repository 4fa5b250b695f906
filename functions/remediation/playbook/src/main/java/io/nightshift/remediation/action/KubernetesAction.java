package io.nightshift.remediation.action;

import io.nightshift.core.act.Action;

/** An action on a Kubernetes deployment, in any cluster. */
public sealed interface KubernetesAction extends Action permits RestartDeployment, RollBackDeployment {}
