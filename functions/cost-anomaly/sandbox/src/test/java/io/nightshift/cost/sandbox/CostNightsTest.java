package io.nightshift.cost.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import io.nightshift.sandbox.simulation.NightsSuite;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class CostNightsTest extends NightsSuite {

    CostNightsTest() {
        super(new CostScenario(), 100, 300);
    }

    @ParameterizedTest
    @EnumSource
    void aPlantedBugIsFoundByTheRuleThatItBreaks(CostBug bug) {
        assertThat(found(CostScenario.with(bug)).toString())
                .contains(
                        switch (bug) {
                            case NEW_ID -> "two runs of one anomaly";
                            case FORGETS -> "was taken back";
                        });
    }
}
