package io.nightshift.promotion.sandbox;

import io.nightshift.core.guard.GuardrailSettings;
import io.nightshift.core.guard.GuardrailSettings.Blast;
import io.nightshift.core.guard.GuardrailSettings.Breaker;
import io.nightshift.core.guard.GuardrailSettings.Rate;
import io.nightshift.core.guard.Mode;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Guardrails as wide as those of a promotion: its strategy limits its exposure. */
public final class WideGuardrails {

    private static final Rate MANY = new Rate(1000, Duration.ofHours(1));

    private WideGuardrails() {}

    public static GuardrailSettings of(Mode mode, Duration lock) {
        return new GuardrailSettings(
                mode,
                Set.of(),
                Set.of(),
                List.of(),
                Duration.ZERO,
                MANY,
                new Blast(100, 1000),
                lock,
                Optional.empty(),
                new Breaker(5, Duration.ofHours(24)),
                MANY,
                "ops");
    }
}
