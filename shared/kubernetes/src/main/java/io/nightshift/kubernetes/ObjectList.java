package io.nightshift.kubernetes;

import io.nightshift.core.act.CallFailed;
import io.nightshift.core.json.View;
import java.util.ArrayList;
import java.util.List;

/** Reads lists of an API server, page by page. */
public final class ObjectList {

    private ObjectList() {}

    /** @param what verb, resource and namespace, as in a Role */
    public static <T> List<T> read(
            KubernetesApi api, String path, ListQuery query, String what, ObjectRef.Reader<T> reader)
            throws CallFailed {
        var all = new ArrayList<T>();
        var more = "";
        do {
            var page = View.of(api.get(path + query.text(more), what));
            all.addAll(ObjectRef.read(page, list -> items(list, reader)));
            more = ObjectRef.read(page, list -> list.at("metadata", "continue").textOr(""));
        } while (!more.isEmpty());
        return all;
    }

    private static <T> List<T> items(View list, ObjectRef.Reader<T> reader)
            throws io.nightshift.core.json.JsonException {
        var items = new ArrayList<T>();
        for (var item : list.at("items").items()) {
            items.add(reader.read(item));
        }
        return items;
    }
}
