package io.nightshift.policy;

import static org.assertj.core.api.Assertions.assertThat;

import io.nightshift.core.signal.Signal;
import org.junit.jupiter.api.Test;

class MatchShapeTest {

    @Test
    void signalTypesAreThoseOfTheCoreButForRequestsAndSchedules() {
        var types = Signal.class.getPermittedSubclasses();
        assertThat(MatchShape.SIGNAL_TYPES).hasSize(types.length - 2).doesNotContain("request", "due");
    }
}
