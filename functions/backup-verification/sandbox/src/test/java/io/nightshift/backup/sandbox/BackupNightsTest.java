package io.nightshift.backup.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import io.nightshift.sandbox.simulation.NightsSuite;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class BackupNightsTest extends NightsSuite {

    BackupNightsTest() {
        super(new BackupScenario(), 150, 500);
    }

    @ParameterizedTest
    @EnumSource
    void aPlantedBugIsFoundByTheRuleThatItBreaks(BackupBug bug) {
        assertThat(found(BackupScenario.with(bug)).toString()).containsAnyOf(signs(bug));
    }

    private static String[] signs(BackupBug bug) {
        return switch (bug) {
            case GOOD_UNSEEN -> new String[] {"calls the damaged backup"};
            case TAG_IS_PROOF -> new String[] {"was removed"};
            // The run waits for ever until what it made is gone, or ends and leaves it.
            case LEFT_BEHIND -> new String[] {"orphans", "no run is stuck"};
        };
    }
}
