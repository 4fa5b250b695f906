package io.nightshift.rotation.action;

import io.nightshift.core.json.Json;
import io.nightshift.core.json.JsonException;
import io.nightshift.core.json.View;

/**
 * What an act on a secret or its credential needs to know: names and version ids, never a value.
 *
 * @param current the version that applications read before the rotation
 * @param pending the version that the rotation makes; the store may name it otherwise when it is created
 * @param leaked whether the current credential is known to others: no grace, and its sessions end
 * @param spec how the secret is rotated, as the policy has it
 */
public record CredentialChange(String current, String pending, boolean leaked, Json.Obj spec) {

    public Json.Obj toJson() {
        return Json.obj()
                .with("current", current)
                .with("pending", pending)
                .with("leaked", leaked)
                .with("spec", spec);
    }

    public static CredentialChange read(View json) throws JsonException {
        return new CredentialChange(
                json.at("current").text(),
                json.at("pending").text(),
                json.at("leaked").bool(),
                json.at("spec").object());
    }
}
