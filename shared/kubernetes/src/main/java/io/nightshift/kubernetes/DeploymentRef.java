package io.nightshift.kubernetes;

/** A deployment by its checked names, and the API server that has it. */
public record DeploymentRef(KubernetesApi api, String namespace, String name) {

    @Override
    public String toString() {
        return namespace + "/" + name;
    }
}
