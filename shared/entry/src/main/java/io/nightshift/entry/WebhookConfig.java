package io.nightshift.entry;

import java.util.Optional;

/**
 * A webhook that the function may call.
 *
 * @param key signs the calls
 * @param token what the receiver asks for; empty if it asks for none
 */
public record WebhookConfig(Secret url, Secret key, Optional<Secret> token) {

    public WebhookConfig(Secret url, Secret key) {
        this(url, key, Optional.empty());
    }
}
