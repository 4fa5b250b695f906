package io.nightshift.local.rotation;

import io.nightshift.local.host.FunctionSettings;
import io.nightshift.rotation.vault.VaultSettings;
import java.util.Optional;

/**
 * Rotation's own settings.
 *
 * @param vault where a Vault or OpenBao is, if there is one
 * @param github how to read GitHub's alerts, if it may
 */
record RotationSettings(Optional<VaultSettings> vault, Optional<GitHubAccess> github) implements FunctionSettings {

    @Override
    public boolean onAPlatform() {
        return vault.isPresent();
    }
}
