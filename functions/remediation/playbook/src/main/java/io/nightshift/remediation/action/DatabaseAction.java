package io.nightshift.remediation.action;

import io.nightshift.core.act.Action;

/** An action inside a database, by its own protocol. */
public sealed interface DatabaseAction extends Action permits TerminateIdleSessions {}
