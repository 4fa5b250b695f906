package io.nightshift.promotion.aws.lambda;

import io.nightshift.core.act.CallFailed;
import io.nightshift.core.json.Json;
import io.nightshift.promotion.action.Rollout;
import io.nightshift.promotion.answer.Preflight;
import io.nightshift.promotion.answer.Preflight.Finding;
import io.nightshift.promotion.target.ImagePlatforms;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.lambda.model.Architecture;
import software.amazon.awssdk.services.lambda.model.DeadLetterConfig;
import software.amazon.awssdk.services.lambda.model.FunctionConfiguration;
import software.amazon.awssdk.services.lambda.model.LastUpdateStatus;
import software.amazon.awssdk.services.lambda.model.PackageType;
import software.amazon.awssdk.services.lambda.model.State;

/** The preflight of an alias and its function. */
record AliasPreflight(AliasedFunction function, Rollout rollout) {

    Preflight look() throws CallFailed {
        var routing = function.routing();
        var serving = function.version(routing.version());
        var latest = function.version("$LATEST").configuration();
        var problems = new ArrayList<Finding>();
        routing(routing, problems);
        code(latest, problems);
        serving(serving.configuration(), latest, problems);
        return new Preflight(
                baseline(routing.version(), AliasedFunction.digest(serving)),
                percent(routing),
                problems,
                AliasedFunction.down(serving.configuration()));
    }

    private Json.Obj baseline(String version, String digest) {
        return Json.obj().with("version", version).with("digest", digest).with("command", command(version));
    }

    private String command(String version) {
        return "aws lambda update-alias --region %s --function-name %s --name %s --function-version %s --routing-config AdditionalVersionWeights={}"
                .formatted(function.region(), function.function(), function.alias(), version);
    }

    private int percent(AliasRouting routing) throws CallFailed {
        int percent = 0;
        for (var version : routing.versions()) {
            if (AliasedFunction.digest(function.version(version)).equals(rollout.digest())) {
                percent += routing.share(version);
            }
        }
        return percent;
    }

    /** @see <a href="https://docs.aws.amazon.com/codedeploy/latest/userguide/troubleshooting-deployments.html">Left over by CodeDeploy</a> */
    private void routing(AliasRouting routing, List<Finding> problems) {
        if (!routing.weights().isEmpty()) {
            problems.add(new Finding(
                    "WeightsLeftOver",
                    "the alias has " + routing + " from an earlier deployment: point it to one version first",
                    false));
        }
        if (routing.latest()) {
            problems.add(new Finding(
                    "Irreversible",
                    "the alias points to $LATEST, which a deployment overwrites: publish a version and point it there",
                    false));
        }
    }

    private void code(FunctionConfiguration latest, List<Finding> problems) {
        if (latest.state() == State.PENDING || latest.lastUpdateStatus() == LastUpdateStatus.IN_PROGRESS) {
            problems.add(new Finding("DeploymentInProgress", "the function is being updated", true));
        }
        if (latest.packageType() != PackageType.IMAGE) {
            problems.add(new Finding(
                    "WrongPackage",
                    "the function is of package type " + latest.packageTypeAsString() + "; only Image has a digest",
                    false));
        }
        var platform = "linux/" + (latest.architectures().contains(Architecture.ARM64) ? "arm64" : "amd64");
        ImagePlatforms.by(rollout).lacks(platform).ifPresent(problems::add);
    }

    /** @see <a href="https://docs.aws.amazon.com/lambda/latest/dg/configuring-alias-routing.html">What two versions share</a> */
    private static void serving(FunctionConfiguration serving, FunctionConfiguration latest, List<Finding> problems) {
        if (!Objects.equals(serving.role(), latest.role())
                || !Objects.equals(letters(serving.deadLetterConfig()), letters(latest.deadLetterConfig()))) {
            problems.add(new Finding(
                    "NotShareable",
                    "an alias splits traffic only between versions of one role and one dead-letter queue; those of the"
                            + " version that serves are others than those of $LATEST",
                    false));
        }
    }

    private static String letters(@Nullable DeadLetterConfig config) {
        return config == null || config.targetArn() == null ? "" : config.targetArn();
    }
}
