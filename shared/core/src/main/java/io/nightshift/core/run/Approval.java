package io.nightshift.core.run;

import io.nightshift.core.json.Json;
import io.nightshift.core.json.JsonException;
import io.nightshift.core.json.View;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * A question to people, bound to one plan.
 *
 * @param planHash of the plan that was shown; an answer for another hash is refused
 * @param plan what was shown, one sentence
 * @param approvers who may answer
 * @param needed how many different ones have to agree
 * @param expiresAt from then on the answer is no
 * @param given who agreed so far
 */
public record Approval(
        String planHash, String plan, List<String> approvers, int needed, Instant expiresAt, List<String> given) {

    public Approval {
        approvers = List.copyOf(approvers);
        given = List.copyOf(given);
    }

    public boolean granted() {
        return given.size() >= needed;
    }

    public boolean expired(Instant now) {
        return !now.isBefore(expiresAt);
    }

    /** With one more voice; the same person twice counts once. */
    public Approval with(String by) {
        if (given.contains(by)) {
            return this;
        }
        var more = new ArrayList<>(given);
        more.add(by);
        return new Approval(planHash, plan, approvers, needed, expiresAt, more);
    }

    /** What the message ends with that asks this question. */
    public List<String> lines(RunId run) {
        return List.of("Run: " + run, "Plan: " + planHash, "Expires: " + expiresAt + " (then it is denied)");
    }

    Json.Obj toJson() {
        return Json.obj()
                .with("planHash", planHash)
                .with("plan", plan)
                .with("approvers", Json.strings(approvers))
                .with("needed", needed)
                .with("expiresAt", expiresAt.toString())
                .with("given", Json.strings(given));
    }

    static Approval fromJson(View json) throws JsonException {
        return new Approval(
                json.at("planHash").text(),
                json.at("plan").text(),
                RunJson.texts(json.at("approvers")),
                (int) json.at("needed").integer(),
                Instant.parse(json.at("expiresAt").text()),
                RunJson.texts(json.at("given")));
    }
}
