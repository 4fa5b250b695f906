package io.nightshift.promotion.plan;

import io.nightshift.core.json.Json;
import io.nightshift.core.signal.Resource;
import java.time.Duration;
import java.util.Optional;

/**
 * A verification between deployment and traffic.
 *
 * @param job the Lambda function or Cloud Run job to run; empty for an HTTP check
 * @param within the time limit, including failed attempts of an HTTP check
 * @param description the complete description, for the adapter that performs it
 */
public record Check(Optional<Resource> job, Duration within, Json.Obj description) {}
