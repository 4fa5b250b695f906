package io.nightshift.cost.sandbox;

import io.nightshift.core.json.Json;
import io.nightshift.cost.CostSpec;
import io.nightshift.cost.CostSpec.CostOwner;
import io.nightshift.cost.anomaly.SeriesMatch;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Plans of simulated runs. */
public final class CostSandbox {

    public static final String ENTRY = "shop";

    private CostSandbox() {}

    /** The team {@code data} has a channel; all else goes to {@code ops}. */
    public static CostSpec spec(Path folder) {
        return new CostSpec(
                Json.obj().with("kind", "folder").with("path", folder.toString()),
                5,
                10,
                10,
                false,
                List.of(new CostOwner(
                        new SeriesMatch(List.of(), List.of(), List.of(), Map.of("team", "data")), "data")),
                "ops",
                Optional.empty(),
                "ops",
                Optional.empty(),
                List.of(),
                List.of(),
                Optional.empty());
    }
}
