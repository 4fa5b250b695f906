package io.nightshift.remediation.survey;

import static io.nightshift.remediation.survey.AlarmClass.always;
import static io.nightshift.remediation.survey.AlarmClass.forPeople;

import io.nightshift.core.signal.Resource.Kinds;
import java.util.List;

/**
 * The classes of Alertmanager's alerts on Kubernetes, by the names in kubernetes-mixin. There is no rule for all other alerts:
 * {@code Watchdog} fires always.
 *
 * @see <a href="https://github.com/kubernetes-monitoring/kubernetes-mixin/tree/master/alerts">kubernetes-mixin: alerts</a>
 */
final class KubernetesAlarms {

    private static final AlarmClass.Source ALERTMANAGER = new AlarmClass.Source("alertmanager", "");

    static final List<AlarmClass> CLASSES = List.of(
            new AlarmClass(
                    "deployment-rollout-stuck",
                    ALERTMANAGER.named(Kinds.K8S_DEPLOYMENT, "KubeDeploymentRolloutStuck"),
                    "The new version does not start; the version before did. Reverting keeps the pods that serve.",
                    always(ProposedRung.of("roll-back-deployment", "10m"))),
            new AlarmClass(
                    "deployment-unavailable",
                    ALERTMANAGER.named(Kinds.K8S_DEPLOYMENT, "KubeDeployment*"),
                    "Fewer pods than wanted. A rolling restart fixes what hangs; the version before fixes what is broken.",
                    always(
                            ProposedRung.of("restart-deployment", "10m"),
                            ProposedRung.of("roll-back-deployment", "10m"))),
            forPeople(
                    "deployment-other",
                    ALERTMANAGER.other(Kinds.K8S_DEPLOYMENT),
                    "Your own alerts on a deployment, such as errors or latency: if a restart fixes one, name it in a rule above."),
            forPeople(
                    "pods",
                    ALERTMANAGER.named("", "KubePod*"),
                    "A crash loop is in the program or its settings; the alert names a pod, not its deployment."),
            forPeople(
                    "statefulset",
                    ALERTMANAGER.named("", "KubeStatefulSet*"),
                    "Its pods hold data: somebody looks before one is restarted."),
            forPeople(
                    "daemonset",
                    ALERTMANAGER.named("", "KubeDaemonSet*"),
                    "Mostly one node is at fault, which the alert does not name."),
            forPeople(
                    "node",
                    ALERTMANAGER.named("", "KubeNode*"),
                    "The cluster moves pods away from a node that is not ready; a new node is your provider's work."));

    private KubernetesAlarms() {}
}
