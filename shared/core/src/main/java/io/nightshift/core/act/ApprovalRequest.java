package io.nightshift.core.act;

import io.nightshift.core.json.Json;
import io.nightshift.core.json.JsonException;
import io.nightshift.core.json.View;
import java.time.Instant;
import java.util.List;

/**
 * What a message asks the approvers, as data: channels make buttons or links of it.
 *
 * @param run the id of the run that asks
 * @param planHash the hash of the plan; an answer names it
 * @param plan the plan in one sentence
 * @param approvers who may answer
 * @param needed the number of different approvers who must agree
 * @param expiresAt from then on the request counts as rejected
 */
public record ApprovalRequest(
        String run, String planHash, String plan, List<String> approvers, int needed, Instant expiresAt) {

    public ApprovalRequest {
        approvers = List.copyOf(approvers);
    }

    /** The request as text, for channels that show nothing else. */
    public List<String> lines() {
        return List.of("Run: " + run, "Plan: " + planHash, "Expires: " + expiresAt + " (then it is denied)");
    }

    Json.Obj toJson() {
        return Json.obj()
                .with("run", run)
                .with("planHash", planHash)
                .with("plan", plan)
                .with("approvers", Json.strings(approvers))
                .with("needed", needed)
                .with("expiresAt", expiresAt.toString());
    }

    static ApprovalRequest fromJson(View json) throws JsonException {
        return new ApprovalRequest(
                json.at("run").text(),
                json.at("planHash").text(),
                json.at("plan").text(),
                json.at("approvers").strings(),
                (int) json.at("needed").integer(),
                json.at("expiresAt").instant());
    }
}
