package io.nightshift.remediation.action;

import io.nightshift.core.act.ActionType;
import io.nightshift.core.act.ActionType.Form;
import io.nightshift.core.act.Repetition;
import io.nightshift.core.json.Json;
import io.nightshift.core.json.JsonException;
import io.nightshift.core.json.View;
import io.nightshift.core.signal.Resource;

/**
 * Calls a webhook of the operator, signed, with the idempotency key in a header. The receiver ignores a key that it
 * has seen. Any 2xx response is success; with 409 the receiver says that it has already done it.
 *
 * @param tells whether the receiver only informs somebody; otherwise it may do anything
 * @param about the signal in short, with the rule and the policy's hash; empty in runs of earlier versions
 */
public record CallWebhook(Resource target, String hook, boolean tells, Json.Obj about) implements RemediationAction {

    private static final String TELLS = "only-tells";

    public static final ActionType TYPE = ActionType.named(
                    "call-webhook",
                    "Calls a webhook of yours, signed, with the idempotency key in a header.",
                    Repetition.TOKEN)
            .required(
                    "hook",
                    Form.TEXT,
                    "The name of a webhook that the function is configured with (URL and signing key never stand in the policy).")
            .optional(
                    TELLS,
                    Form.BOOLEAN,
                    "True if the receiver only informs somebody. Such a call counts for neither the blast radius, the cool-down nor the breaker.")
            .readBy(CallWebhook::read);

    private static CallWebhook read(Resource target, View with) throws JsonException {
        var about = with.at(ActionType.ABOUT);
        return new CallWebhook(
                target,
                with.at("hook").nonBlank(),
                with.at(TELLS).boolOr(false),
                about.exists() ? about.object() : Json.Obj.EMPTY);
    }

    @Override
    public ActionType type() {
        return TYPE;
    }

    @Override
    public Json.Obj with() {
        var named = Json.obj().with("hook", hook);
        var with = tells ? named.with(TELLS, true) : named;
        return about.members().isEmpty() ? with : with.with(ActionType.ABOUT, about);
    }

    @Override
    public String sentence() {
        return "call webhook " + hook + " for " + target.label();
    }
}
