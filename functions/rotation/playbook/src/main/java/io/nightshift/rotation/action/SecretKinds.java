package io.nightshift.rotation.action;

import io.nightshift.core.signal.Resource.Kinds;
import java.util.List;
import java.util.stream.Stream;

/** The kinds of resources of a rotation. */
public final class SecretKinds {

    /** A secret in Vault or OpenBao, KV version 2; its name is {@code MOUNT/PATH}. */
    public static final String VAULT_SECRET = "vault:secret";

    /** The sender of what the check of the secrets finds: notices for rules, which no rotation takes. */
    public static final String CHECKUP = "nightshift.secrets";

    public static final List<String> SECRETS = List.of(Kinds.SECRET, Kinds.GCP_SECRET, VAULT_SECRET);

    /** What reads a secret and is restarted after it changed. */
    public static final List<String> CONSUMERS = Stream.concat(
                    Stream.of(
                            Kinds.ECS_SERVICE,
                            Kinds.LAMBDA_FUNCTION,
                            Kinds.RUN_SERVICE,
                            Kinds.GKE_EXTERNAL_SECRET,
                            Kinds.K8S_EXTERNAL_SECRET),
                    Kinds.WORKLOADS.stream())
            .toList();

    private SecretKinds() {}
}
