package io.nightshift.remediation.action;

import io.nightshift.core.act.Action;

/** An action outside of every cloud. */
public sealed interface WebhookAction extends Action permits CallWebhook {}
