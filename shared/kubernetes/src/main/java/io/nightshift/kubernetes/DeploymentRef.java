package io.nightshift.kubernetes;

/** A deployment by its checked names, and its API server. */
public record DeploymentRef(KubernetesApi api, String namespace, String name) {

    @Override
    public String toString() {
        return namespace + "/" + name;
    }
}
