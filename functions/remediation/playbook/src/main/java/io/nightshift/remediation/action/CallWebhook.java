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
 * @param about the signal in short, with the rule and the policy's hash; empty in runs of earlier versions
 */
public record CallWebhook(Resource target, String hook, Json.Obj about) implements RemediationAction {

    public static final ActionType TYPE = ActionType.named(
                    "call-webhook",
                    "Calls a webhook of yours, signed, with the idempotency key in a header.",
                    Repetition.TOKEN)
            .required(
                    "hook",
                    Form.TEXT,
                    "The name of a webhook that the function is configured with (URL and signing key never stand in the policy).")
            .readBy(CallWebhook::read);

    private static CallWebhook read(Resource target, View with) throws JsonException {
        var about = with.at(ActionType.ABOUT);
        return new CallWebhook(target, with.at("hook").nonBlank(), about.exists() ? about.object() : Json.Obj.EMPTY);
    }

    @Override
    public ActionType type() {
        return TYPE;
    }

    @Override
    public Json.Obj with() {
        var with = Json.obj().with("hook", hook);
        return about.members().isEmpty() ? with : with.with(ActionType.ABOUT, about);
    }

    @Override
    public String sentence() {
        return "call webhook " + hook + " for " + target.label();
    }
}
