package io.nightshift.remediation.action;

import io.nightshift.core.act.ActionType;
import io.nightshift.core.act.Repetition;
import io.nightshift.core.json.Json;
import io.nightshift.core.signal.Resource;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Calls a webhook of the operator, signed, with the idempotency key in a header. The receiver ignores a key that it
 * has seen. Any 2xx response is success; with 409 the receiver says that it has already done it.
 */
public record CallWebhook(Resource target, String hook) implements WebhookAction {

    public static final ActionType TYPE = new ActionType(
            "call-webhook",
            "Calls a webhook of yours, signed, with the idempotency key in a header.",
            Set.of(),
            Repetition.TOKEN,
            false,
            false,
            Map.of(),
            List.of(
                    new ActionType.Parameter(
                            "hook",
                            ActionType.Form.TEXT,
                            true,
                            "The name of a webhook that the function is configured with (URL and signing key never stand in the policy).")),
            (target, with) -> new CallWebhook(
                    Read.aimed(target, "call-webhook", Set.of()),
                    with.at("hook").nonBlank()));

    @Override
    public ActionType type() {
        return TYPE;
    }

    @Override
    public Json.Obj with() {
        return Json.obj().with("hook", hook);
    }

    @Override
    public String sentence() {
        return "call webhook " + hook + " for " + target.label();
    }
}
