package io.nightshift.cost.runtime;

import io.nightshift.core.act.CallFailed;
import io.nightshift.core.json.Json;
import java.nio.file.Path;
import java.util.List;

/** Who publishes costs: a folder, a bucket, an API. */
public interface CostSource {

    /** @param source with its {@code kind}, as the policy writes it */
    boolean reads(Json.Obj source);

    /**
     * The newest costs, as files on this machine: FOCUS or CUR 2.0. A file that a later export replaces is not among them.
     *
     * @param entry of the policy, for caches
     * @throws CallFailed with what is wrong, and whether a retry helps
     */
    List<Path> files(String entry, Json.Obj source) throws CallFailed;
}
