package io.nightshift.promotion.kubernetes;

import io.nightshift.core.act.CallFailed;
import io.nightshift.core.json.JsonException;
import io.nightshift.core.json.View;
import io.nightshift.kubernetes.DeploymentRef;
import io.nightshift.kubernetes.Selector;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * Detects that a deployment's pods wait for an image that their node cannot fetch, which is not the version's fault.
 *
 * @see <a href="https://kubernetes.io/docs/concepts/containers/images/">Kubernetes: images</a>
 */
final class ImagePull {

    /** The kubelet's names for it. */
    private static final Set<String> REASONS = Set.of(
            "ErrImagePull",
            "ImagePullBackOff",
            "InvalidImageName",
            "ErrImageNeverPull",
            "ImageInspectError",
            "RegistryUnavailable");

    /** The image was fetched, and its container ends after each start. */
    private static final String CRASHES = "CrashLoopBackOff";

    private ImagePull() {}

    /** Why the image cannot be fetched; empty if the pods do not wait for it, or if they may not be listed. */
    static String failure(DeploymentRef place, Workload workload) throws CallFailed {
        var selector = workload.object().ask(view -> Selector.query(view.at("spec", "selector")));
        var path = "/api/v1/namespaces/" + place.namespace() + "/pods";
        var pods = ApiList.read(
                        place.api(),
                        path,
                        selector,
                        "pods in namespace " + place.namespace(),
                        pod -> waiting(pod, workload.image()))
                .orElse(List.of());
        var reasons = new TreeSet<String>();
        pods.forEach(reasons::addAll);
        boolean crashes = reasons.contains(CRASHES);
        reasons.retainAll(REASONS);
        return crashes ? "" : String.join(", ", reasons);
    }

    /** The reasons for which the containers of a pod wait; empty for a pod with another image. */
    private static Set<String> waiting(View pod, String image) throws JsonException {
        var reasons = new TreeSet<String>();
        boolean present = false;
        for (var container : pod.at("spec", "containers").items()) {
            present |= container.at("image").textOr("").equals(image);
        }
        for (var kind : present ? List.of("initContainerStatuses", "containerStatuses") : List.<String>of()) {
            for (var status : pod.at("status", kind).items()) {
                reasons.add(status.at("state", "waiting", "reason").textOr(""));
            }
        }
        return reasons;
    }
}
