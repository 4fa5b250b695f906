package io.nightshift.cost.runtime;

import io.nightshift.core.act.CallFailed;
import io.nightshift.core.act.Problem;
import io.nightshift.core.json.Json;
import io.nightshift.core.json.JsonException;
import io.nightshift.core.json.View;
import java.nio.file.Path;
import java.util.List;

/** The sources of costs that this host reaches. */
public record CostSources(List<CostSource> all) {

    public CostSources {
        all = List.copyOf(all);
    }

    public List<Path> files(String entry, Json.Obj source) throws CallFailed {
        for (var one : all) {
            if (one.reads(source)) {
                return one.files(entry, source);
            }
        }
        throw new CallFailed(Problem.permanent(
                "NoSource", "this host reads no costs from " + kind(source) + "; it has no access to such a source"));
    }

    private static String kind(Json.Obj source) {
        try {
            return View.of(source).at("kind").textOr("?");
        } catch (JsonException e) {
            return "?";
        }
    }
}
