package io.nightshift.remediation.action;

import io.nightshift.core.act.ActionType;
import io.nightshift.core.act.ActionType.Form;
import io.nightshift.core.act.Repetition;
import io.nightshift.core.json.Json;
import io.nightshift.core.signal.Resource;

/**
 * Calls a webhook of the operator, signed, with the idempotency key in a header. The receiver ignores a key that it
 * has seen. Any 2xx response is success; with 409 the receiver says that it has already done it.
 */
public record CallWebhook(Resource target, String hook) implements RemediationAction {

    public static final ActionType TYPE = ActionType.named(
                    "call-webhook",
                    "Calls a webhook of yours, signed, with the idempotency key in a header.",
                    Repetition.TOKEN)
            .required(
                    "hook",
                    Form.TEXT,
                    "The name of a webhook that the function is configured with (URL and signing key never stand in the policy).")
            .readBy((target, with) -> new CallWebhook(target, with.at("hook").nonBlank()));

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
