package io.nightshift.promotion.aws.lambda;

import io.nightshift.aws.AwsCalls;
import io.nightshift.aws.AwsRegionApis;
import io.nightshift.aws.AwsRegions;
import io.nightshift.aws.AwsScope;
import io.nightshift.core.act.CallFailed;
import io.nightshift.core.signal.Resource;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import software.amazon.awssdk.services.lambda.LambdaClient;
import software.amazon.awssdk.services.lambda.model.FunctionConfiguration;
import software.amazon.awssdk.services.lambda.model.GetAliasResponse;
import software.amazon.awssdk.services.lambda.model.GetFunctionResponse;
import software.amazon.awssdk.services.lambda.model.State;
import software.amazon.awssdk.services.lambda.model.StateReasonCode;

/** A function by one of its aliases, as read from Lambda. */
record AliasedFunction(LambdaClient lambda, Resource target, String function, String alias, String region) {

    static AliasedFunction of(AwsRegions regions, Resource target) throws CallFailed {
        var apis = regions.of(target);
        int colon = target.name().indexOf(':');
        if (colon < 1 || colon == target.name().length() - 1) {
            throw AwsCalls.refused(
                    "NoAlias", "the function is named " + target.name() + "; expected FUNCTION:ALIAS, as in shop:live");
        }
        return of(apis, target, colon);
    }

    private static AliasedFunction of(AwsRegionApis apis, Resource target, int colon) {
        return new AliasedFunction(
                apis.lambda(),
                target,
                target.name().substring(0, colon),
                target.name().substring(colon + 1),
                apis.region());
    }

    GetAliasResponse read() throws CallFailed {
        return AwsCalls.read(
                () -> lambda.getAlias(request -> request.functionName(function).name(alias)));
    }

    AliasRouting routing() throws CallFailed {
        return routing(read());
    }

    static AliasRouting routing(GetAliasResponse read) {
        return AliasRouting.of(read.functionVersion(), read.routingConfig());
    }

    Map<String, String> tags() throws CallFailed {
        var arn = AwsScope.arn("lambda", target.origin(), "function:" + function);
        return new TreeMap<>(AwsCalls.read(() -> lambda.listTags(request -> request.resource(arn)))
                .tags());
    }

    /** @param version a number or {@code $LATEST} */
    GetFunctionResponse version(String version) throws CallFailed {
        return AwsCalls.read(() ->
                lambda.getFunction(request -> request.functionName(function).qualifier(version)));
    }

    /**
     * Why that version cannot be invoked; empty if it can. A version that was not invoked for weeks is also {@code Inactive},
     * with the reason {@code Idle}; its first invocation activates it.
     */
    static String down(FunctionConfiguration version) {
        boolean lost = version.state() == State.INACTIVE
                && version.stateReasonCode() != null
                && version.stateReasonCode() != StateReasonCode.IDLE;
        return version.state() == State.FAILED || lost
                ? "version %s is %s (%s)"
                        .formatted(version.version(), version.stateAsString(), version.stateReasonCodeAsString())
                : "";
    }

    /** The same, if the alias gives that version a share. */
    String down(AliasRouting routing, String version) throws CallFailed {
        return version.isEmpty() || routing.share(version) == 0
                ? ""
                : down(version(version).configuration());
    }

    /** The digest of that version; empty if it is not an image. */
    static String digest(GetFunctionResponse version) {
        var image = Optional.ofNullable(version.code())
                .map(code -> code.resolvedImageUri())
                .orElse("");
        return image.substring(image.indexOf('@') + 1);
    }

    /**
     * The latest version of that digest that was published after the baseline. Older ones do not count: their settings
     * (environment, memory, role) may be outdated.
     */
    Optional<String> published(String digest, String baseline) throws CallFailed {
        for (var candidate : after(baseline)) {
            if (digest(version(candidate)).equals(digest)) {
                return Optional.of(candidate);
            }
        }
        return Optional.empty();
    }

    /** Compared as numbers, not as text; the newest first. */
    private List<String> after(String baseline) throws CallFailed {
        return AwsCalls.read(() ->
                lambda.listVersionsByFunctionPaginator(request -> request.functionName(function)).versions().stream()
                        .map(FunctionConfiguration::version)
                        .filter(version -> number(version) > number(baseline))
                        .sorted(Comparator.comparing(AliasedFunction::number).reversed())
                        .toList());
    }

    /** 0 for {@code $LATEST}, which is not a published version. */
    private static long number(String version) {
        return version.matches("\\d{1,18}") ? Long.parseLong(version) : 0;
    }
}
