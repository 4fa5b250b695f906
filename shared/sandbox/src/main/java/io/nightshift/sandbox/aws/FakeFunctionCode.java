package io.nightshift.sandbox.aws;

import io.nightshift.core.json.Json;
import io.nightshift.core.json.JsonException;
import io.nightshift.sandbox.aws.FakeResource.Function;
import io.nightshift.sandbox.aws.FakeResource.FunctionCode;
import java.util.ArrayList;
import java.util.Optional;
import java.util.Set;

/** The part of {@link FakeLambda} that keeps the code of a function's versions. */
final class FakeFunctionCode {

    private static final Set<String> MEMBERS = Set.of("ImageUri", "Publish", "RevisionId", "DryRun", "Architectures");

    private FakeFunctionCode() {}

    static Json.Obj get(AwsCall call, FakeAccount account) {
        var function = FakeLambda.function(call, account);
        var version = call.optional("Qualifier").orElse("$LATEST");
        var code = account.seen(FunctionCode.class).stream()
                .filter(one ->
                        one.function().equals(function.name()) && one.version().equals(version))
                .findFirst()
                .orElseThrow(() -> FakeLambda.notFound("Function not found: " + function.name() + ":" + version));
        return Json.obj().with("Configuration", configuration(code)).with("Code", location(code));
    }

    private static Json.Obj location(FunctionCode code) {
        return code.image().isEmpty()
                ? Json.obj().with("RepositoryType", "S3").with("Location", "https://example.com/code.zip")
                : Json.obj()
                        .with("RepositoryType", "ECR")
                        .with("ImageUri", code.image())
                        .with("ResolvedImageUri", code.image());
    }

    private static Json.Obj configuration(FunctionCode code) {
        return Json.obj()
                .with("FunctionName", code.function())
                .with("Version", code.version())
                .with("State", code.state())
                .with("StateReasonCode", code.state().equals("Failed") ? "ImageAccessDenied" : "Idle")
                .with("LastUpdateStatus", code.update())
                .with("LastUpdateStatusReasonCode", "InvalidImage")
                .with("PackageType", code.image().isEmpty() ? "Zip" : "Image")
                .with("Architectures", Json.arr(Json.of(code.architecture())))
                .with("Role", "arn:aws:iam::" + AwsStandIn.ACCOUNT + ":role/" + code.role())
                .with("RevisionId", code.revision());
    }

    static String role(FakeAccount account, String function, String version) {
        return account.find(FunctionCode.class, "code/" + function + ":" + version)
                .map(FunctionCode::role)
                .orElse("");
    }

    static Json.Obj update(AwsCall call, FakeAccount account) {
        var function = FakeLambda.function(call, account);
        var latest = account.find(FunctionCode.class, "code/" + function.name() + ":$LATEST")
                .orElseThrow(() -> FakeLambda.notFound("Function not found: " + function.name()));
        if (!MEMBERS.containsAll(call.body().members().keySet())) {
            throw AwsError.invalid(
                    call, "unexpected member in " + call.body().members().keySet());
        }
        check(call, latest);
        var updated = latest.being("$LATEST", call.text("ImageUri"));
        account.change("update-code", updated);
        return configuration(publishes(call) ? publish(account, function, updated) : updated);
    }

    private static void check(AwsCall call, FunctionCode latest) {
        if (latest.image().isEmpty()) {
            throw AwsError.invalid(call, "Please don't provide ImageUri when updating a function with packageType Zip");
        }
        if (!call.text("ImageUri").contains(".dkr.ecr.")) {
            throw AwsError.invalid(call, "Source image " + call.text("ImageUri") + " is not valid.");
        }
        var revision = call.optionalText("RevisionId");
        if (revision.filter(id -> !id.equals(latest.revision())).isPresent()) {
            throw new AwsError(
                    412,
                    "PreconditionFailedException",
                    "The Revision Id provided does not match the latest Revision Id.");
        }
        if (latest.update().equals("InProgress") || latest.state().equals("Pending")) {
            throw new AwsError(
                    409,
                    "ResourceConflictException",
                    "The operation cannot be performed at this time. An update is in progress for resource: "
                            + AwsStandIn.arn("lambda", "function:" + latest.function()));
        }
    }

    private static boolean publishes(AwsCall call) {
        try {
            return call.json().at("Publish").boolOr(false);
        } catch (JsonException e) {
            throw AwsError.invalid(call, String.valueOf(e.getMessage()));
        }
    }

    /** Publishes no new version if nothing has changed since the last one. */
    private static FunctionCode publish(FakeAccount account, Function function, FunctionCode latest) {
        var newest = function.versions().stream().map(Integer::valueOf).max(Integer::compare);
        var same = newest.flatMap(
                        version -> account.find(FunctionCode.class, "code/" + function.name() + ":" + version))
                .filter(code -> code.image().equals(latest.image()));
        return same.orElseGet(() -> next(account, function, latest, newest));
    }

    private static FunctionCode next(
            FakeAccount account, Function function, FunctionCode latest, Optional<Integer> newest) {
        var version = String.valueOf(newest.orElse(0) + 1);
        var versions = new ArrayList<>(function.versions());
        versions.add(version);
        account.change("publish", new Function(function.name(), function.state(), versions, function.tags()));
        var published = latest.being(version, latest.image());
        account.change("publish", published);
        return published;
    }
}
