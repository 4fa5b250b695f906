package io.nightshift.rotation.sandbox;

import io.nightshift.core.signal.Resource;
import io.nightshift.rotation.runtime.VersionedSecrets;
import io.nightshift.rotation.sandbox.contract.VersionedSecretsSuite;
import org.junit.jupiter.api.BeforeEach;

class InMemorySecretsTest extends VersionedSecretsSuite {

    private final InMemorySecrets secrets = new InMemorySecrets(() -> {});

    @BeforeEach
    void place() {
        secrets.place("shop/db", "v0", value("canary-0"));
    }

    @Override
    protected VersionedSecrets secrets() {
        return secrets;
    }

    @Override
    protected Resource secret() {
        return RotationSandbox.secret("shop/db");
    }

    @Override
    protected Resource missing() {
        return RotationSandbox.secret("shop/none");
    }

    @Override
    protected boolean losesReplies(int times) {
        return false;
    }
}
