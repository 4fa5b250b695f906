package io.nightshift.rotation.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import io.nightshift.sandbox.simulation.NightsSuite;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class RotationNightsTest extends NightsSuite {

    RotationNightsTest() {
        super(new RotationScenario(), 150, 500);
    }

    @ParameterizedTest
    @EnumSource
    void aPlantedBugIsFoundByTheRuleThatItBreaks(RotationBug bug) {
        assertThat(found(RotationScenario.with(bug)).invariant()).isEqualTo(brokenBy(bug));
    }

    private static String brokenBy(RotationBug bug) {
        return switch (bug) {
            case SWITCHED_UNTESTED, RETIRED_BEFORE_SWITCH -> "a working credential";
            case PENDING_NOT_SEEN -> "no two rotations interleaved";
            case OLDEST_KEPT -> "no third live password";
        };
    }
}
