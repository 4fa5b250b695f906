package io.nightshift.promotion.entry.gcp;

import io.nightshift.gcp.micronaut.RoutedFunction;
import java.time.InstantSource;

/** The Cloud Run function of promotion. */
public class PromotionFunction extends RoutedFunction {

    /** Called by the framework; reads the environment, and fails with all problems at once. */
    public PromotionFunction() {
        this(InstantSource.system());
    }

    PromotionFunction(InstantSource clock) {
        this(GcpPromotionSettings.read(System.getenv()), clock);
    }

    private PromotionFunction(GcpPromotionSettings settings, InstantSource clock) {
        super(settings, settings.serves(), clock);
    }
}
