package io.nightshift.rotation.action;

import io.nightshift.core.signal.Resource.Kinds;
import java.util.List;
import java.util.stream.Stream;

/** The kinds of resources of a rotation. */
public final class SecretKinds {

    /** A secret in Vault or OpenBao, KV version 2; its name is {@code MOUNT/PATH}. */
    public static final String VAULT_SECRET = "vault:secret";

    public static final List<String> SECRETS = List.of(Kinds.SECRET, Kinds.GCP_SECRET, VAULT_SECRET);

    /** Workloads of Kubernetes. */
    public static final List<String> WORKLOADS = List.of(
            Kinds.GKE_DEPLOYMENT,
            Kinds.GKE_STATEFUL_SET,
            Kinds.GKE_DAEMON_SET,
            Kinds.K8S_DEPLOYMENT,
            Kinds.K8S_STATEFUL_SET,
            Kinds.K8S_DAEMON_SET);

    /** What reads a secret and is restarted after it changed. */
    public static final List<String> CONSUMERS = Stream.concat(
                    Stream.of(Kinds.ECS_SERVICE, Kinds.RUN_SERVICE), WORKLOADS.stream())
            .toList();

    private SecretKinds() {}
}
