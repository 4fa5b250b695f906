package io.nightshift.local.survey;

import io.nightshift.core.engine.EngineHost;
import io.nightshift.entry.Variables;
import io.nightshift.kubernetes.KubernetesCluster;
import io.nightshift.local.host.KubeSettings;
import io.nightshift.remediation.kubernetes.survey.KubernetesSurvey;
import io.nightshift.remediation.survey.Inventory;
import java.time.Instant;
import java.util.Map;
import java.util.function.Consumer;

/** The namespaces of the cluster that the environment names. */
record KubernetesSurveySource(KubernetesCluster cluster, Instant now) implements SurveySource {

    static KubernetesSurveySource of(Map<String, String> environment, EngineHost host, Instant now) throws Unavailable {
        var variables = new Variables(environment);
        var settings = KubeSettings.read(variables);
        if (!variables.problems().isEmpty()) {
            throw new Unavailable("the environment: " + String.join("; ", variables.problems()));
        }
        if (settings.isEmpty()) {
            throw new Unavailable("which cluster? Set NIGHTSHIFT_KUBECONFIG to a kubeconfig,"
                    + " and NIGHTSHIFT_KUBE_NAMESPACES to namespaces such as shop,payment");
        }
        try {
            return new KubernetesSurveySource(settings.get().cluster(host), now);
        } catch (IllegalArgumentException e) {
            // Its certificates or key; the message repeats none of their content.
            throw new Unavailable("NIGHTSHIFT_KUBECONFIG: " + e.getMessage());
        }
    }

    @Override
    public Inventory read(Consumer<String> progress) {
        return KubernetesSurvey.of(cluster, now, progress);
    }
}
