package io.nightshift.entry;

/**
 * A webhook that the function may call.
 *
 * @param key signs what is sent
 */
public record WebhookConfig(Secret url, Secret key) {}
