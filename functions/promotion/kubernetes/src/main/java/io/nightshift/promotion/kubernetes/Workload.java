package io.nightshift.promotion.kubernetes;

import io.nightshift.core.act.CallFailed;
import io.nightshift.core.act.Problem;
import io.nightshift.core.json.Json;
import io.nightshift.core.json.JsonException;
import io.nightshift.core.json.View;
import io.nightshift.kubernetes.DeploymentRef;
import io.nightshift.kubernetes.RolloutStatus;
import io.nightshift.promotion.action.Rollout;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * A deployment as read, and its container that the promotion changes.
 *
 * @param container its index
 * @param image the image of that container
 */
record Workload(String name, ApiObject object, int container, String image, RolloutStatus status) {

    private static final String DIGEST = "@sha256:";

    static Workload read(DeploymentRef place, String name, CanaryPairNames names, Rollout rollout) throws CallFailed {
        var object = ApiObject.deployment(place, name);
        var images = object.ask(Workload::images);
        int index = names.container().isEmpty()
                ? ofImage(images, rollout.image())
                : object.ask(Workload::containers).indexOf(names.container());
        if (index < 0) {
            throw new CallFailed(Problem.permanent("NoContainer", missing(name, names, images.size(), rollout)));
        }
        return new Workload(name, object, index, images.get(index), object.ask(RolloutStatus::read));
    }

    private static String missing(String name, CanaryPairNames names, int size, Rollout rollout) {
        return names.container().isEmpty()
                ? "none of the %d containers of %s runs %s; the setting 'container' names the one that is to"
                        .formatted(size, name, rollout.image())
                : "%s has no container '%s'".formatted(name, names.container());
    }

    private static View pods(View deployment) {
        return deployment.at("spec", "template", "spec", "containers");
    }

    private static List<String> images(View deployment) throws JsonException {
        return texts(deployment, "image");
    }

    private static List<String> containers(View deployment) throws JsonException {
        return texts(deployment, "name");
    }

    private static List<String> texts(View deployment, String field) throws JsonException {
        var texts = new ArrayList<String>();
        for (var container : pods(deployment).items()) {
            texts.add(container.at(field).textOr(""));
        }
        return texts;
    }

    /** The container with that image, else the only one. */
    private static int ofImage(List<String> images, String image) {
        for (int i = 0; i < images.size(); i++) {
            if (plain(images.get(i)).equals(image)) {
                return i;
            }
        }
        return images.size() == 1 ? 0 : -1;
    }

    /** Host and path, without tag and digest. */
    private static String plain(String reference) {
        var undigested = reference.contains("@") ? reference.substring(0, reference.indexOf('@')) : reference;
        int colon = undigested.lastIndexOf(':');
        return colon > undigested.lastIndexOf('/') ? undigested.substring(0, colon) : undigested;
    }

    /** Empty if the image is not pinned to a digest. */
    String digest() {
        int at = image.indexOf(DIGEST);
        return at < 0 ? "" : image.substring(at + 1);
    }

    boolean runs(Rollout rollout) {
        return digest().equals(rollout.digest());
    }

    /** {@code web@sha256:0123456789ab}; with the original reference if it has no digest. */
    String version() {
        return name + "@" + (digest().isEmpty() ? image : Rollout.brief(digest()));
    }

    /** Why it does not serve; empty if it does, or if it is scaled to zero. */
    String down() {
        return status.observed() && status.replicas() > 0 && status.available() == 0
                ? "none of the %d pods of deployment %s is available: %s"
                        .formatted(status.replicas(), name, status.conditions())
                : "";
    }

    int replicas() {
        return status.replicas();
    }

    Map<String, String> labels() throws CallFailed {
        return object.ask(view -> view.at("metadata", "labels").texts());
    }

    Map<String, String> podLabels() throws CallFailed {
        return object.ask(
                view -> view.at("spec", "template", "metadata", "labels").texts());
    }

    NodePlacement placement() throws CallFailed {
        return object.ask(view -> NodePlacement.read(view.at("spec", "template", "spec")));
    }

    /** Why it cannot be rolled out; empty text if it can. */
    String held() throws CallFailed {
        if (object.ask(view -> view.at("metadata", "deletionTimestamp").exists())) {
            return "it is being deleted";
        }
        if (object.ask(view -> view.at("spec", "paused").boolOr(false))) {
            return "its rollout is paused; resume it first (kubectl rollout resume)";
        }
        return replicas() == 0 ? "it is scaled to zero" : "";
    }

    /** The rest of the pod template is written back unchanged. */
    Json.Obj withImage(String wanted) throws CallFailed {
        var containers = new ArrayList<Json>();
        for (var each : object.ask(view -> pods(view).items())) {
            containers.add(object.ask(view -> each.object()));
        }
        containers.set(container, ((Json.Obj) containers.get(container)).with("image", wanted));
        return Json.obj()
                .with("template", Json.obj().with("spec", Json.obj().with("containers", new Json.Arr(containers))));
    }

    void setImage(String wanted) throws CallFailed {
        object.patch(withImage(wanted));
    }

    void scale(int pods) throws CallFailed {
        object.patch(Json.obj().with("replicas", pods));
    }
}
