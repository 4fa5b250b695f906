package io.nightshift.rotation.aws;

import static org.assertj.core.api.Assertions.assertThat;

import io.nightshift.aws.AwsRegions;
import io.nightshift.rotation.policy.RotationEngines;
import io.nightshift.rotation.runtime.StandardEngines;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** A policy can name exactly what a host can do. */
class EngineNamesTest {

    @Test
    void thePolicyNamesTheEnginesAndStrategiesThatThereAre() {
        var there = new TreeMap<String, java.util.List<String>>();
        var engines = new ArrayList<>(StandardEngines.ALL);
        engines.addAll(AwsRotation.engines(new AwsRegions("111122223333", Map.of()), InstantSource.system()));
        for (var engine : engines) {
            there.put(
                    engine.description().name(),
                    engine.description().strategies().stream()
                            .map(strategy -> strategy.name().toLowerCase(Locale.ROOT))
                            .sorted()
                            .toList());
        }
        var named = new TreeMap<String, java.util.List<String>>();
        RotationEngines.STRATEGIES.forEach((name, strategies) ->
                named.put(name, strategies.stream().sorted().toList()));
        // This module does not see the engines of Google Cloud.
        named.keySet().removeIf(name -> name.startsWith("google-"));
        assertThat(named).isEqualTo(there);
    }
}
