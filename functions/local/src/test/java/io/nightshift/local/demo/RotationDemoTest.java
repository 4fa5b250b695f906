package io.nightshift.local.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The demo of rotations, shorter than {@code nightshift demo rotation} shows it. */
class RotationDemoTest {

    @Test
    void alternatingUsersFailNoLoginAndTheOldOnesAreRefused(@TempDir Path folder) throws Exception {
        try (var demo = new RotationDemo(folder)) {
            var rotated = demo.rotate("alternating", 2);
            assertThat(rotated.rotations()).isEqualTo(2);
            assertThat(rotated.counts().failed()).isZero();
            assertThat(rotated.counts().logins()).isPositive();
        }
    }
}
