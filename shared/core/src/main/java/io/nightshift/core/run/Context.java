package io.nightshift.core.run;

import io.nightshift.core.json.Json;
import java.time.Instant;

/**
 * The input of a playbook besides its state and the fact.
 *
 * @param now the time of this turn
 * @param rule the policy rule that started the run
 * @param plan the rule's settings for the playbook when the run started
 * @param policy the content hash of the current policy
 */
public record Context(Instant now, RunKey key, String rule, Json.Obj plan, String policy) {}
