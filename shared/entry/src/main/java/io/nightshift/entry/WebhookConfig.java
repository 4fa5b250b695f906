package io.nightshift.entry;

/**
 * A webhook that the function may call.
 *
 * @param key signs the calls
 */
public record WebhookConfig(Secret url, Secret key) {}
