package io.nightshift.promotion.kubernetes;

import io.nightshift.core.act.CallFailed;
import io.nightshift.kubernetes.KubernetesApi;
import io.nightshift.kubernetes.ListQuery;
import io.nightshift.kubernetes.ObjectList;
import io.nightshift.kubernetes.ObjectRef;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Reads lists that a Role may leave out. */
final class ApiList {

    private static final Set<String> NOT_ALLOWED = Set.of("Forbidden", "Http403");

    private ApiList() {}

    /**
     * All objects; empty if they may not be listed.
     *
     * @param selector of labels; empty for all
     */
    static <T> Optional<List<T>> read(
            KubernetesApi api, String path, String selector, String what, ObjectRef.Reader<T> reader)
            throws CallFailed {
        try {
            return Optional.of(ObjectList.read(api, path, ListQuery.labels(selector), "list " + what, reader));
        } catch (CallFailed e) {
            if (NOT_ALLOWED.contains(e.problem().code())) {
                return Optional.empty();
            }
            throw e;
        }
    }
}
