package io.nightshift.core.signature;

import io.nightshift.core.json.Json;
import io.nightshift.core.run.RunId;
import java.time.Instant;
import java.util.List;

/**
 * What one approver may answer: this plan of this run, until then.
 *
 * @param plan the hash of the plan that was shown
 */
public record ApprovalLink(RunId run, String plan, String by, Instant until) {

    /** What is signed begins with it, so that nothing else that the same secret signs can be read as an answer. */
    private static final String VERSION = "nightshift-approval-v1";

    /** As JSON, which keeps the fields apart whatever stands in them. */
    byte[] signed() {
        return Json.strings(List.of(VERSION, run.value(), plan, by, until.toString()))
                .bytes();
    }
}
