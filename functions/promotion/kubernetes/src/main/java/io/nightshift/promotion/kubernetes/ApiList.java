package io.nightshift.promotion.kubernetes;

import io.nightshift.core.act.CallFailed;
import io.nightshift.core.json.JsonException;
import io.nightshift.core.json.View;
import io.nightshift.kubernetes.KubernetesApi;
import io.nightshift.kubernetes.ObjectList;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Lists that this function may be forbidden to read. */
final class ApiList {

    private static final Set<String> NOT_ALLOWED = Set.of("Forbidden", "Http403");

    private ApiList() {}

    /** Parses one object. */
    @FunctionalInterface
    interface Reader<T> {
        T read(View object) throws JsonException;
    }

    /**
     * All objects; empty if they may not be listed.
     *
     * @param selector of labels; empty for all
     */
    static <T> Optional<List<T>> read(KubernetesApi api, String path, String selector, String what, Reader<T> reader)
            throws CallFailed {
        var all = new ArrayList<T>();
        try {
            ObjectList.read(api, path, selector, what, object -> all.add(reader.read(object)));
            return Optional.of(all);
        } catch (CallFailed e) {
            if (NOT_ALLOWED.contains(e.problem().code())) {
                return Optional.empty();
            }
            throw e;
        }
    }
}
