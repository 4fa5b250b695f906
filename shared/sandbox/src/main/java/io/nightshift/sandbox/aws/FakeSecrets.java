package io.nightshift.sandbox.aws;

import io.nightshift.core.json.Json;
import io.nightshift.core.json.JsonException;
import io.nightshift.sandbox.aws.FakeResource.RotatedSecret;
import io.nightshift.sandbox.aws.FakeResource.SecretText;
import io.nightshift.sandbox.aws.FakeResource.SecretVersion;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;

/**
 * Secrets with one value, found by their ARN, and secrets with versions and labels, found by ARN or name. The labels follow the
 * documentation: {@code PutSecretValue} without stages moves {@code AWSCURRENT} at once, a put of the same token repeats only the
 * same value, a label moves only from the version that has it, and {@code AWSPREVIOUS} follows by itself.
 *
 * @see <a href="https://docs.aws.amazon.com/secretsmanager/latest/apireference/Welcome.html">Secrets Manager API</a>
 */
final class FakeSecrets implements FakeService {

    private static final String CURRENT = "AWSCURRENT";
    private static final String PREVIOUS = "AWSPREVIOUS";

    @Override
    public String answer(AwsCall call, FakeAccount account) {
        return switch (call.operation()) {
            case "GetSecretValue" -> get(call, account);
            case "DescribeSecret" -> describe(call, account);
            case "PutSecretValue" -> put(call, account);
            case "UpdateSecretVersionStage" -> move(call, account);
            default -> throw FakeService.unknown(call);
        };
    }

    private static AwsError missing(String what) {
        return new AwsError(400, "ResourceNotFoundException", "Secrets Manager can't find the specified " + what + ".");
    }

    private static AwsError parameter(String text) {
        return new AwsError(400, "InvalidParameterException", text);
    }

    private static RotatedSecret secret(AwsCall call, FakeAccount account) {
        var id = call.text("SecretId");
        return account.all(RotatedSecret.class).stream()
                .filter(secret -> secret.name().equals(id) || secret.arn().equals(id))
                .findFirst()
                .orElseThrow(() -> missing("secret"));
    }

    private static String get(AwsCall call, FakeAccount account) {
        call.only("SecretId", "VersionId", "VersionStage");
        var plain = account.find(SecretText.class, "secret/" + call.text("SecretId"));
        if (plain.isPresent()) {
            return value(
                    plain.get().arn(),
                    "00000000-0000-0000-0000-000000000000",
                    plain.get().text(),
                    List.of(CURRENT));
        }
        var secret = secret(call, account);
        var stage = call.optionalText("VersionStage");
        var id = call.optionalText("VersionId").or(() -> secret.holder(stage.orElse(CURRENT)));
        var version = id.map(secret.versions()::get)
                .filter(found -> stage.isEmpty() || found.stages().contains(stage.get()))
                .orElseThrow(() -> missing("secret value for staging label: " + stage.orElse("none")));
        var text = version.text().orElseThrow(() -> missing("secret value for VersionId: " + id.orElseThrow()));
        return value(secret.arn(), id.orElseThrow(), text, List.copyOf(version.stages()));
    }

    private static String value(String arn, String version, String text, List<String> stages) {
        return Json.obj()
                .with("ARN", arn)
                .with("Name", arn.substring(arn.lastIndexOf(':') + 1))
                .with("SecretString", text)
                .with("VersionId", version)
                .with("VersionStages", Json.strings(stages))
                .text();
    }

    private static String describe(AwsCall call, FakeAccount account) {
        call.only("SecretId");
        var secret = secret(call, account);
        var stages = Json.obj();
        for (var version : secret.versions().entrySet()) {
            if (!version.getValue().stages().isEmpty()) {
                stages = stages.with(
                        version.getKey(),
                        Json.strings(new TreeSet<>(version.getValue().stages())));
            }
        }
        var json = Json.obj()
                .with("ARN", secret.arn())
                .with("Name", secret.name())
                .with("VersionIdsToStages", stages)
                .with(
                        "Tags",
                        Json.arr(secret.tags().entrySet().stream()
                                .map(tag -> Json.obj().with("Key", tag.getKey()).with("Value", tag.getValue()))
                                .toList()))
                .with(
                        "ReplicationStatus",
                        Json.arr(secret.replicas().stream()
                                .map(status ->
                                        Json.obj().with("Region", "eu-west-1").with("Status", status))
                                .toList()));
        for (var member : secret.details().members().entrySet()) {
            json = json.with(member.getKey(), member.getValue());
        }
        return json.text();
    }

    private static String put(AwsCall call, FakeAccount account) {
        call.only("SecretId", "ClientRequestToken", "SecretString", "VersionStages", "RotationToken");
        var secret = secret(call, account);
        var token = call.text("ClientRequestToken");
        if (token.length() < 32 || token.length() > 64) {
            throw parameter("ClientRequestToken must have length between 32 and 64");
        }
        if (secret.token().isPresent() && !secret.token().equals(call.optionalText("RotationToken"))) {
            throw new AwsError(400, "AccessDeniedException", "no access without the token of the rotation");
        }
        var known = Optional.ofNullable(secret.versions().get(token)).flatMap(SecretVersion::text);
        var text = call.text("SecretString");
        if (known.isPresent()) {
            if (!known.get().equals(text)) {
                throw new AwsError(400, "ResourceExistsException", "You can't modify an existing version.");
            }
            return written(secret, token);
        }
        var next = secret.with(token, new SecretVersion(Optional.of(text), stages(secret, token)));
        for (var stage : texts(call, "VersionStages").orElse(List.of(CURRENT))) {
            next = moved(next, stage, Optional.of(token));
        }
        account.change("put", next);
        return written(next, token);
    }

    private static java.util.Set<String> stages(RotatedSecret secret, String version) {
        var known = secret.versions().get(version);
        return known == null ? java.util.Set.of() : known.stages();
    }

    private static String written(RotatedSecret secret, String version) {
        return Json.obj()
                .with("ARN", secret.arn())
                .with("Name", secret.name())
                .with("VersionId", version)
                .with("VersionStages", Json.strings(new TreeSet<>(stages(secret, version))))
                .text();
    }

    private static Optional<List<String>> texts(AwsCall call, String name) {
        try {
            return call.json().at(name).exists()
                    ? Optional.of(call.json().at(name).strings())
                    : Optional.empty();
        } catch (JsonException e) {
            throw parameter(name);
        }
    }

    private static String move(AwsCall call, FakeAccount account) {
        call.only("SecretId", "VersionStage", "MoveToVersionId", "RemoveFromVersionId");
        var secret = secret(call, account);
        var stage = call.text("VersionStage");
        var to = call.optionalText("MoveToVersionId");
        var from = call.optionalText("RemoveFromVersionId");
        var holder = secret.holder(stage);
        for (var id : List.of(to, from)) {
            if (id.isPresent() && !secret.versions().containsKey(id.get())) {
                throw missing("secret version");
            }
        }
        if (from.isPresent() && !from.equals(holder)) {
            throw parameter(
                    "The RemoveFromVersionId parameter does not match the version that the label is attached to");
        }
        if (to.isPresent() && from.isEmpty() && holder.isPresent() && !holder.equals(to)) {
            throw parameter("The label is attached to another version: name it in RemoveFromVersionId");
        }
        if (stage.equals(CURRENT) && to.isEmpty()) {
            throw parameter("You can't remove AWSCURRENT without moving it");
        }
        account.change(to.isPresent() ? "move " + stage + " of" : "remove " + stage + " of", moved(secret, stage, to));
        return Json.obj().with("ARN", secret.arn()).with("Name", secret.name()).text();
    }

    /** The same secret with the label at that version; AWSPREVIOUS goes where AWSCURRENT was. */
    private static RotatedSecret moved(RotatedSecret secret, String stage, Optional<String> to) {
        var before = secret.holder(stage);
        if (before.equals(to)) {
            return secret;
        }
        Map<String, SecretVersion> versions = new HashMap<>();
        secret.versions().forEach((id, version) -> {
            var stages = new TreeSet<>(version.stages());
            stages.remove(stage);
            if (to.filter(id::equals).isPresent()) {
                stages.add(stage);
            }
            versions.put(id, new SecretVersion(version.text(), stages));
        });
        var next = secret.with(versions);
        return stage.equals(CURRENT) && before.isPresent() ? moved(next, PREVIOUS, before) : next;
    }
}
