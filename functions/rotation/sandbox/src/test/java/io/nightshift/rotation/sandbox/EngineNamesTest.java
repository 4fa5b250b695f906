package io.nightshift.rotation.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import io.nightshift.rotation.policy.RotationEngines;
import io.nightshift.rotation.runtime.StandardEngines;
import java.util.Locale;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** A policy can name exactly what a host can do. */
class EngineNamesTest {

    @Test
    void thePolicyNamesTheEnginesAndStrategiesThatThereAre() {
        var there = new TreeMap<String, java.util.List<String>>();
        for (var engine : StandardEngines.ALL) {
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
        assertThat(named).isEqualTo(there);
    }
}
