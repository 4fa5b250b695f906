package io.nightshift.rotation.action;

import io.nightshift.core.act.Action;
import io.nightshift.core.act.ActionType;
import io.nightshift.core.json.Json;
import io.nightshift.core.signal.Resource;

/**
 * One act on a secret and its credential.
 *
 * @param target the secret
 */
public record CredentialAction(CredentialStep step, Resource target, CredentialChange change) implements Action {

    @Override
    public ActionType type() {
        return step.type();
    }

    @Override
    public Json.Obj with() {
        return change.toJson();
    }

    @Override
    public String sentence() {
        return step.sentence() + " " + target.name();
    }
}
