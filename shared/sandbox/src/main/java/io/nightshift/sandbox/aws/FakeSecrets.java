package io.nightshift.sandbox.aws;

import io.nightshift.core.json.Json;
import io.nightshift.sandbox.aws.FakeResource.SecretText;

/**
 * Finds secrets by their whole ARN.
 *
 * @see <a href="https://docs.aws.amazon.com/secretsmanager/latest/apireference/API_GetSecretValue.html">GetSecretValue</a>
 */
final class FakeSecrets implements FakeService {

    @Override
    public String answer(AwsCall call, FakeAccount account) {
        if (!call.operation().equals("GetSecretValue")) {
            throw FakeService.unknown(call);
        }
        call.only("SecretId");
        var found = account.find(SecretText.class, "secret/" + call.text("SecretId"))
                .orElseThrow(() -> new AwsError(
                        400, "ResourceNotFoundException", "Secrets Manager can't find the specified secret."));
        return Json.obj()
                .with("ARN", found.arn())
                .with("Name", found.arn().substring(found.arn().lastIndexOf(':') + 1))
                .with("SecretString", found.text())
                .with("VersionId", "00000000-0000-0000-0000-000000000000")
                .with("VersionStages", Json.strings(java.util.List.of("AWSCURRENT")))
                .text();
    }
}
