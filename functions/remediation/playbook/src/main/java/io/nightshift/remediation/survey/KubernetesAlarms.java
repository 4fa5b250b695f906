package io.nightshift.remediation.survey;

import static io.nightshift.remediation.survey.SignalClass.always;
import static io.nightshift.remediation.survey.SignalClass.forPeople;

import io.nightshift.core.signal.Resource.Kinds;
import java.util.List;

/**
 * The classes of Alertmanager's alerts on Kubernetes, by the names in kubernetes-mixin. There is no rule for all other alerts:
 * {@code Watchdog} fires always.
 *
 * @see <a href="https://github.com/kubernetes-monitoring/kubernetes-mixin/tree/master/alerts">kubernetes-mixin: alerts</a>
 */
final class KubernetesAlarms {

    private static final SignalClass.Source ALERTMANAGER = SignalClass.Source.alarms("alertmanager", "");

    static final List<SignalClass> CLASSES = List.of(
            new SignalClass(
                    "deployment-rollout-stuck",
                    ALERTMANAGER.named(Kinds.K8S_DEPLOYMENT, "KubeDeploymentRolloutStuck"),
                    "The new version does not start; the version before did. Reverting keeps the pods that serve.",
                    always(ProposedRung.of("roll-back-deployment", "10m"))),
            new SignalClass(
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
            new SignalClass(
                    "pod-crash-loop",
                    ALERTMANAGER.named(Kinds.K8S_POD, "KubePodCrashLooping"),
                    "A crash loop mostly begins with a new version: its workload goes back to the one before, if there is one.",
                    always(ProposedRung.of("roll-back-deployment", "10m"), ProposedRung.person())),
            new SignalClass(
                    "pod-not-ready",
                    ALERTMANAGER.named(Kinds.K8S_POD, "KubePodNotReady"),
                    "A pod that hangs is started anew by its owner, perhaps on another node.",
                    always(ProposedRung.of("delete-pod", "10m"), ProposedRung.person())),
            forPeople("pods", ALERTMANAGER.named("", "KubePod*"), "The cause is in the program or in its settings."),
            new SignalClass(
                    "statefulset-rollout-stuck",
                    ALERTMANAGER.named(Kinds.K8S_STATEFUL_SET, "KubeStatefulSetUpdateNotRolledOut"),
                    "The new version does not start; the version before did.",
                    always(ProposedRung.of("roll-back-deployment", "15m"), ProposedRung.person())),
            forPeople(
                    "statefulset",
                    ALERTMANAGER.named("", "KubeStatefulSet*"),
                    "Its pods hold data: somebody looks before one is restarted."),
            new SignalClass(
                    "daemonset-rollout-stuck",
                    ALERTMANAGER.named(Kinds.K8S_DAEMON_SET, "KubeDaemonSetRolloutStuck"),
                    "The new version does not start on every node; the version before did.",
                    always(ProposedRung.of("roll-back-deployment", "15m"), ProposedRung.person())),
            forPeople(
                    "daemonset",
                    ALERTMANAGER.named("", "KubeDaemonSet*"),
                    "Mostly one node is at fault, which the alert does not name."),
            new SignalClass(
                    "autoscaler-maxed-out",
                    ALERTMANAGER.named(Kinds.K8S_AUTOSCALER, "KubeHpaMaxedOut"),
                    "It wants more pods than it may start. Set the limit to what your nodes carry.",
                    always(ProposedRung.of("raise-autoscaler-maximum", "15m")
                            .with("by", "2")
                            .with("up-to", "20"))),
            new SignalClass(
                    "node-flapping",
                    ALERTMANAGER.named(Kinds.K8S_NODE, "KubeNodeReadinessFlapping"),
                    "Pods on a node that comes and goes suffer: they move to other ones, and no new ones come.",
                    always(ProposedRung.of("drain-node", "15m"))),
            new SignalClass(
                    "node-not-ready",
                    ALERTMANAGER.named(Kinds.K8S_NODE, "KubeNodeNotReady"),
                    "The cluster moves its pods by itself; the cordon keeps new ones away when it comes back, until a person has looked.",
                    always(ProposedRung.of("cordon-node", "5m"), ProposedRung.person())),
            forPeople("node", ALERTMANAGER.named("", "KubeNode*"), "A new node is your provider's work."));

    private KubernetesAlarms() {}
}
