package io.nightshift.core.signature;

import io.nightshift.core.json.Json;
import io.nightshift.core.run.RunId;
import java.time.Instant;
import java.util.List;

/**
 * An answer that a link allows one approver to give: this plan of this run, until its expiry.
 *
 * @param plan the hash of the plan that was shown
 */
public record ApprovalLink(RunId run, String plan, String by, Instant until) {

    /** The prefix of the signed text, so that nothing else signed with the same secret can be used as an answer. */
    private static final String VERSION = "nightshift-approval-v1";

    /** As JSON, which keeps the fields apart whatever they contain. */
    byte[] signed() {
        return Json.strings(List.of(VERSION, run.value(), plan, by, until.toString()))
                .bytes();
    }
}
