package io.nightshift.promotion.plan;

import io.nightshift.core.json.Json;
import java.time.Duration;

/**
 * A condition that an image or a service must meet at each stage.
 *
 * @param kind {@code scan}, {@code signature}, {@code age}, {@code incident}, {@code error-budget},
 *     {@code attestation}
 * @param within how long it may be undecided; then it is closed
 * @param description the complete description, for the adapter that answers it
 */
public record Gate(String kind, Duration within, Json.Obj description) {}
