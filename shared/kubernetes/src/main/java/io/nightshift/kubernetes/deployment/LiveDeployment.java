package io.nightshift.kubernetes.deployment;

import io.nightshift.core.act.ActionExecution;
import io.nightshift.core.act.Actor.LiveState;
import io.nightshift.core.act.CallFailed;
import io.nightshift.core.act.Problem;
import io.nightshift.core.json.Json;
import io.nightshift.core.json.JsonException;
import io.nightshift.core.json.View;
import io.nightshift.kubernetes.DeploymentRef;
import io.nightshift.kubernetes.KubernetesApi;
import io.nightshift.kubernetes.Patch;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** One deployment of a cluster, and the calls that query and change it. Both names are checked. */
public record LiveDeployment(KubernetesApi api, String namespace, String name) {

    /** The name in the deployment's {@code managedFields} for changes by Nightshift. */
    private static final String MANAGER = "?fieldManager=nightshift";

    /** Replica sets repeat the whole template: with its revision history a deployment has eleven. */
    private static final int PAGE = 20;

    public static LiveDeployment of(DeploymentRef place) {
        return new LiveDeployment(place.api(), place.namespace(), place.name());
    }

    private String apps() {
        return "/apis/apps/v1/namespaces/" + namespace;
    }

    private String path() {
        return apps() + "/deployments/" + name;
    }

    Optional<Deployment> find() throws CallFailed {
        var found = api.find(path(), "get deployments.apps in namespace " + namespace);
        return found.isEmpty() ? Optional.empty() : Optional.of(read(found.get(), Deployment::read));
    }

    public Deployment get() throws CallFailed {
        var found = find();
        if (found.isEmpty()) {
            throw new CallFailed(gone());
        }
        return found.get();
    }

    /** Only those that it controls itself: others may carry the same labels. */
    public List<ReplicaSet> replicaSets(Deployment deployment) throws CallFailed {
        var path = apps() + "/replicasets?limit=" + PAGE + "&labelSelector=" + encoded(deployment.selector());
        var sets = new ArrayList<ReplicaSet>();
        var next = "";
        do {
            var page = View.of(api.get(path + next, "list replicasets.apps in namespace " + namespace));
            sets.addAll(read(page, LiveDeployment::items));
            var more = read(page, list -> list.at("metadata", "continue").textOr(""));
            next = more.isEmpty() ? "" : "&continue=" + encoded(more);
        } while (!next.isEmpty());
        sets.removeIf(set -> !set.owner().equals(deployment.uid()));
        return sets;
    }

    private static List<ReplicaSet> items(View list) throws JsonException {
        var sets = new ArrayList<ReplicaSet>();
        for (var item : list.at("items").items()) {
            sets.add(ReplicaSet.read(item));
        }
        return sets;
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }

    /** Changes it; returns the new state for the ledger. */
    Json.Obj patch(Patch patch) throws CallFailed {
        var changed = View.of(api.patch(
                path() + MANAGER, patch.type(), patch.body(), "patch deployments.apps in namespace " + namespace));
        long generation = read(changed, one -> one.at("metadata", "generation").integerOr(0));
        return Json.obj().with("generation", generation);
    }

    /** Parses a response of the API server. */
    @FunctionalInterface
    private interface Reader<T> {
        T read(View json) throws JsonException;
    }

    private static <T> T read(Json.Obj json, Reader<T> reader) throws CallFailed {
        return read(View.of(json), reader);
    }

    private static <T> T read(View json, Reader<T> reader) throws CallFailed {
        try {
            return reader.read(json);
        } catch (JsonException e) {
            throw new CallFailed(Problem.permanent("BadAnswer", "the API server's answer: " + e.getMessage()));
        }
    }

    /** The state before an act, with a capsule made of it. */
    public LiveState look(Capsule capsule) throws CallFailed {
        var live = find();
        return live.isEmpty()
                ? new LiveState.Unreadable(gone())
                : ActionExecution.found(live.get().labels(), live.get().group(toString()), capsule.of(live.get()));
    }

    /** Makes a capsule. */
    @FunctionalInterface
    public interface Capsule {
        Json.Obj of(Deployment live) throws CallFailed;
    }

    Problem gone() {
        return ActionExecution.notFound("deployment " + this);
    }

    @Override
    public String toString() {
        return namespace + "/" + name;
    }
}
