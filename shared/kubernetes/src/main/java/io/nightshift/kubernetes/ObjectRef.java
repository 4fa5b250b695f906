package io.nightshift.kubernetes;

import io.nightshift.core.act.ActionExecution;
import io.nightshift.core.act.CallFailed;
import io.nightshift.core.act.Problem;
import io.nightshift.core.json.Json;
import io.nightshift.core.json.JsonException;
import io.nightshift.core.json.View;
import java.util.List;
import java.util.Optional;

/**
 * One object of a cluster by its checked names, and the calls that read and change it.
 *
 * @param namespace empty for an object of the whole cluster
 */
public record ObjectRef(KubernetesApi api, ObjectKind kind, String namespace, String name) {

    /** The name in the object's {@code managedFields} for changes by Nightshift. */
    private static final String MANAGER = "?fieldManager=nightshift";

    /** Parses a response of the API server. */
    @FunctionalInterface
    public interface Reader<T> {
        T read(View json) throws JsonException;
    }

    /** Another object in the same namespace; the name comes from the API server and is checked nevertheless. */
    public ObjectRef sibling(ObjectKind other, String otherName) throws CallFailed {
        return new ObjectRef(api, other, other.namespaced() ? namespace : "", KubernetesScope.name(otherName));
    }

    /** A pod of any namespace, by the names that the API server gave. */
    public ObjectRef pod(String ofNamespace, String podName) throws CallFailed {
        return new ObjectRef(api, ObjectKind.POD, KubernetesScope.name(ofNamespace), KubernetesScope.name(podName));
    }

    private String path() {
        return kind.path(namespace) + "/" + name;
    }

    private String to(String verb) {
        return verb + " " + kind.resource() + place();
    }

    private String place() {
        return namespace.isEmpty() ? "" : " in namespace " + namespace;
    }

    public Optional<View> find() throws CallFailed {
        return api.find(path(), to("get")).map(View::of);
    }

    public View get() throws CallFailed {
        var found = find();
        if (found.isEmpty()) {
            throw new CallFailed(gone());
        }
        return found.get();
    }

    /** Objects of that kind in the same namespace; in all namespaces next to an object of the whole cluster. */
    public <T> List<T> list(ObjectKind other, ListQuery query, Reader<T> reader) throws CallFailed {
        return ObjectList.read(api, other.path(namespace), query, "list " + other.resource() + place(), reader);
    }

    /** Changes it; returns the new state for the ledger. */
    public Json.Obj patch(Patch patch) throws CallFailed {
        var changed = View.of(api.patch(path() + MANAGER, patch.type(), patch.body(), to("patch")));
        return read(
                changed,
                object -> Json.obj()
                        .with("generation", object.at("metadata", "generation").integerOr(0)));
    }

    /** Deletes the object if it still has that uid; otherwise the server responds with 409. */
    public Json.Obj delete(String uid) throws CallFailed {
        api.delete(path(), options(uid), to("delete"));
        return Json.obj().with("deleted", toString());
    }

    /** Requests the eviction of a pod; a disruption budget may refuse it for now. */
    public Json.Obj evict(String uid) throws CallFailed {
        var eviction = Json.obj()
                .with("apiVersion", "policy/v1")
                .with("kind", "Eviction")
                .with("metadata", Json.obj().with("name", name).with("namespace", namespace))
                .with("deleteOptions", options(uid));
        api.post(path() + "/eviction", eviction, "create pods/eviction" + place());
        return Json.obj().with("evicted", toString());
    }

    private static Json.Obj options(String uid) {
        return Json.obj().with("preconditions", Json.obj().with("uid", uid));
    }

    public Problem gone() {
        return ActionExecution.notFound(label());
    }

    public static <T> T read(View json, Reader<T> reader) throws CallFailed {
        try {
            return reader.read(json);
        } catch (JsonException e) {
            throw unreadable(e);
        }
    }

    public static CallFailed unreadable(JsonException e) {
        return new CallFailed(Problem.permanent("BadAnswer", "the API server's answer: " + e.getMessage()));
    }

    /** {@code pod shop/web-0}. */
    public String label() {
        return kind.word() + " " + this;
    }

    @Override
    public String toString() {
        return namespace.isEmpty() ? name : namespace + "/" + name;
    }
}
