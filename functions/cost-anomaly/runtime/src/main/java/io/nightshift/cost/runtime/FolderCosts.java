package io.nightshift.cost.runtime;

import io.nightshift.core.act.CallFailed;
import io.nightshift.core.act.Problem;
import io.nightshift.core.json.Json;
import io.nightshift.core.json.JsonException;
import io.nightshift.core.json.View;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Costs in a folder of this machine, or in one file. */
public final class FolderCosts implements CostSource {

    @Override
    public boolean reads(Json.Obj source) {
        return source.get("kind") instanceof Json.Str(var kind) && kind.equals("folder");
    }

    @Override
    public List<Path> files(String entry, Json.Obj source) throws CallFailed {
        try {
            var path = Path.of(View.of(source).at("path").text());
            if (!Files.exists(path)) {
                throw new CallFailed(Problem.permanent("NoFolder", path + ": there is no such folder"));
            }
            return List.of(path);
        } catch (JsonException | java.nio.file.InvalidPathException e) {
            throw new CallFailed(Problem.permanent("BadSource", "the source cannot be read: " + e.getMessage()));
        }
    }
}
