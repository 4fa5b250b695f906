package io.nightshift.core.run;

import io.nightshift.core.act.ApprovalRequest;
import io.nightshift.core.json.Json;
import io.nightshift.core.json.JsonException;
import io.nightshift.core.json.Timestamps;
import io.nightshift.core.json.View;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/**
 * An approval request, bound to one plan.
 *
 * @param planHash the hash of the plan that was shown; an answer for another hash is refused
 * @param plan the plan that was shown, one sentence
 * @param approvers who may answer
 * @param needed the number of different approvers who must agree
 * @param expiresAt from then on the request counts as rejected
 * @param given the approvers who agreed so far
 * @param stage the stage of a promotion that asks; empty if the rule's guardrails ask
 */
public record Approval(
        String planHash,
        String plan,
        List<String> approvers,
        int needed,
        Instant expiresAt,
        List<String> given,
        String stage) {

    public Approval {
        approvers = List.copyOf(approvers);
        given = List.copyOf(given);
    }

    /** An approval request of the rule's guardrails. */
    public Approval(
            String planHash, String plan, List<String> approvers, int needed, Instant expiresAt, List<String> given) {
        this(planHash, plan, approvers, needed, expiresAt, given, "");
    }

    public boolean granted() {
        return given.size() >= needed;
    }

    public boolean expired(Instant now) {
        return !now.isBefore(expiresAt);
    }

    /** Reports whether an answer with that hash is for this plan. Compares the whole hash in constant time. */
    public boolean isFor(String hash) {
        return ConstantTime.isSame(planHash, hash);
    }

    /** With one more consent; the same person counts once. */
    public Approval with(String by) {
        if (given.contains(by)) {
            return this;
        }
        var more = new ArrayList<>(given);
        more.add(by);
        return given(more);
    }

    /** Without the consent of that person. */
    public Approval without(String by) {
        return given(given.stream().filter(one -> !one.equals(by)).toList());
    }

    /** With only the consents that count under the current approvers and the current number needed. */
    public Approval today(Collection<String> people, int neededNow) {
        var counted = given.stream().filter(people::contains).toList();
        return new Approval(planHash, plan, approvers, Math.max(needed, neededNow), expiresAt, counted, stage);
    }

    /** Reports whether the approvers who were asked and still are approvers can still agree. */
    public boolean canBeGranted(Collection<String> people, int neededNow) {
        return approvers.stream().filter(people::contains).count() >= Math.max(needed, neededNow);
    }

    /** The same question with another end. */
    public Approval until(Instant end) {
        return new Approval(planHash, plan, approvers, needed, end, given, stage);
    }

    private Approval given(List<String> next) {
        return new Approval(planHash, plan, approvers, needed, expiresAt, next, stage);
    }

    /** The question for the approvers of a run. */
    public ApprovalRequest request(RunId run) {
        return new ApprovalRequest(run.value(), planHash, plan, approvers, needed, expiresAt);
    }

    Json.Obj toJson() {
        return Json.obj()
                .with("planHash", planHash)
                .with("plan", plan)
                .with("approvers", Json.strings(approvers))
                .with("needed", needed)
                .with("expiresAt", expiresAt.toString())
                .with("given", Json.strings(given))
                .withOptional("stage", stage.isEmpty() ? null : stage);
    }

    static Approval fromJson(View json) throws JsonException {
        return new Approval(
                json.at("planHash").text(),
                json.at("plan").text(),
                json.at("approvers").strings(),
                (int) json.at("needed").integer(),
                Timestamps.parse(json.at("expiresAt").text()),
                json.at("given").strings(),
                json.at("stage").textOr(""));
    }
}
