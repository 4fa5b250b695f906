package io.nightshift.entry;

import io.nightshift.core.engine.Engine;
import io.nightshift.core.engine.EngineResult;
import io.nightshift.core.json.Json;
import io.nightshift.core.json.JsonException;
import io.nightshift.core.json.View;
import io.nightshift.core.run.RunId;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * An answer or a command to one run, from who may invoke the function itself, such as the function of chats:
 * {@code {"nightshift": {"answer": {"run": "remediation-0a1b2c3d4e5f", "do": "approve", "plan": "9f86…", "by": "alice",
 * "via": "Slack"}}}}. Who invokes the function has checked that it is from that person.
 *
 * @param what {@code approve}, {@code reject}, {@code extend}, {@code abort}, or a command to a promotion: {@code pause},
 *     {@code resume}, {@code rollback}
 * @param plan the hash of the plan; empty for what is no answer
 */
public record RunOrder(RunId run, String what, String plan, String by, String reason, String via) {

    private static final List<String> KNOWN =
            List.of("approve", "reject", "extend", "abort", "pause", "resume", "rollback");

    /** They are about a plan, whose hash they have. */
    private static final Set<String> ANSWERS = Set.of("approve", "reject", "extend");

    public Json.Obj toJson() {
        return Json.obj()
                .with(
                        "nightshift",
                        Json.obj()
                                .with(
                                        "answer",
                                        Json.obj()
                                                .with("run", run.value())
                                                .with("do", what)
                                                .with("plan", plan)
                                                .with("by", by)
                                                .with("reason", reason)
                                                .with("via", via)));
    }

    /** The order in a payload, if it is one; {@link JsonException} names the field that is wrong. */
    static Optional<RunOrder> in(View payload) throws JsonException {
        var order = payload.at("nightshift", "answer");
        if (!order.exists()) {
            return Optional.empty();
        }
        var what = order.at("do").text();
        if (!KNOWN.contains(what)) {
            throw order.at("do").wrong("one of " + String.join(", ", KNOWN));
        }
        return Optional.of(new RunOrder(
                new RunId(order.at("run").nonBlank()),
                what,
                ANSWERS.contains(what) ? order.at("plan").nonBlank() : "",
                order.at("by").nonBlank(),
                order.at("reason").textOr("no reason given"),
                order.at("via").textOr("")));
    }

    EngineResult obey(Engine engine) {
        return switch (what) {
            case "approve" -> engine.approve(run, plan, by, via);
            case "reject" -> engine.reject(run, plan, by, reason, via);
            case "extend" -> engine.extend(run, plan, by, via);
            case "abort" -> engine.abort(run, by, reason);
            default -> engine.command(run, what, by, reason);
        };
    }
}
