package io.nightshift.remediation.aws.adapter;

import io.nightshift.aws.AwsRegionApis;
import io.nightshift.aws.AwsScope;
import io.nightshift.core.signal.Resource;
import java.util.Comparator;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import software.amazon.awssdk.services.lambda.model.FunctionConfiguration;
import software.amazon.awssdk.services.lambda.model.GetAliasResponse;
import software.amazon.awssdk.services.lambda.model.ResourceNotFoundException;

/** A Lambda function's alias, named {@code FUNCTION:ALIAS}. */
record Aliases(AwsRegionApis apis, Resource target) {

    String function() {
        int colon = target.name().indexOf(':');
        return colon < 0 ? target.name() : target.name().substring(0, colon);
    }

    Optional<String> alias() {
        int colon = target.name().indexOf(':');
        return colon < 0 ? Optional.empty() : Optional.of(target.name().substring(colon + 1));
    }

    Optional<GetAliasResponse> find() {
        try {
            return alias().map(name -> apis.lambda()
                    .getAlias(request -> request.functionName(function()).name(name)));
        } catch (ResourceNotFoundException e) {
            return Optional.empty();
        }
    }

    Map<String, String> tags() {
        var arn = AwsScope.arn("lambda", target.origin(), "function:" + function());
        return new TreeMap<>(
                apis.lambda().listTags(request -> request.resource(arn)).tags());
    }

    /** The highest published version below that one; versions are compared as numbers, not as text. */
    Optional<String> versionBefore(String version) {
        var now = number(version);
        return apis
                .lambda()
                .listVersionsByFunctionPaginator(request -> request.functionName(function()))
                .versions()
                .stream()
                .map(FunctionConfiguration::version)
                .filter(candidate -> now.isPresent()
                        && number(candidate)
                                .filter(number -> number < now.get())
                                .isPresent())
                .max(Comparator.comparing(candidate -> number(candidate).orElse(0L)));
    }

    /** Empty for {@code $LATEST}. */
    static Optional<Long> number(String version) {
        return version.matches("\\d{1,18}") ? Optional.of(Long.valueOf(version)) : Optional.empty();
    }

    static Map<String, Double> weights(GetAliasResponse alias) {
        return alias.routingConfig() == null
                ? Map.of()
                : new TreeMap<>(alias.routingConfig().additionalVersionWeights());
    }
}
