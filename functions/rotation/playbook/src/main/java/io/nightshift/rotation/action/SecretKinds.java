package io.nightshift.rotation.action;

import io.nightshift.core.signal.Resource.Kinds;
import java.util.List;

/** The kinds of resources of a rotation. */
public final class SecretKinds {

    /** A secret in Vault or OpenBao, KV version 2; its name is {@code MOUNT/PATH}. */
    public static final String VAULT_SECRET = "vault:secret";

    public static final List<String> SECRETS = List.of(Kinds.SECRET, Kinds.GCP_SECRET, VAULT_SECRET);

    /** What reads a secret and is restarted after it changed. */
    public static final List<String> CONSUMERS = List.of(
            Kinds.ECS_SERVICE,
            Kinds.RUN_SERVICE,
            Kinds.GKE_DEPLOYMENT,
            Kinds.GKE_STATEFUL_SET,
            Kinds.GKE_DAEMON_SET,
            Kinds.K8S_DEPLOYMENT,
            Kinds.K8S_STATEFUL_SET,
            Kinds.K8S_DAEMON_SET);

    private SecretKinds() {}
}
