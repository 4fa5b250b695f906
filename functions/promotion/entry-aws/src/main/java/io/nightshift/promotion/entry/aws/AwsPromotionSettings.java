package io.nightshift.promotion.entry.aws;

import io.nightshift.api.HttpApiSettings;
import io.nightshift.aws.entry.AwsConfiguration;
import io.nightshift.aws.entry.AwsEnvironment;
import io.nightshift.entry.EnvironmentVariable;
import io.nightshift.entry.PolicySections;
import io.nightshift.entry.Variables;
import io.nightshift.policy.PolicyParser;
import io.nightshift.prometheus.PrometheusSettings;
import io.nightshift.promotion.aws.AwsTargets;
import io.nightshift.promotion.aws.cloudwatch.CloudWatchSource;
import io.nightshift.promotion.aws.ecs.HookSettings.ByHand;
import io.nightshift.promotion.entry.NeutralCheckSettings;
import io.nightshift.promotion.entry.PrometheusSource;
import io.nightshift.promotion.policy.PromotionSection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * The configuration of the promotion functions; all of them use the same variables.
 *
 * @param byHand the ECS hook's handling of a deployment that no promotion made
 * @param open the checks that are independent of AWS
 */
record AwsPromotionSettings(
        AwsConfiguration configuration, HttpApiSettings httpApi, ByHand byHand, NeutralCheckSettings open) {

    private static final String BY_HAND = "NIGHTSHIFT_HOOK_BY_HAND";

    /** In addition to those of every function on AWS. */
    static final List<EnvironmentVariable> KEYS = Stream.of(
                    HttpApiSettings.keys("the HTTP API needs it, the other functions do not."),
                    NeutralCheckSettings.KEYS,
                    List.of(new EnvironmentVariable(
                            BY_HAND,
                            false,
                            "What the hook of ECS does with a deployment that no promotion made: hold or pass; hold.")))
            .flatMap(List::stream)
            .toList();

    /** The section of the policy, checked against what promotion supports on AWS. */
    private static final PolicyParser POLICY = PolicySections.parser(
            new PromotionSection(List.of(new PrometheusSource(), new CloudWatchSource()), AwsTargets.SETTINGS));

    /** @throws IllegalStateException with every problem on its own line */
    static AwsPromotionSettings read(Map<String, String> environment) {
        return read(environment, HttpApiSettings::read);
    }

    /** The same for the publicly reachable function: a token is required. */
    static AwsPromotionSettings readForHttpApi(Map<String, String> environment) {
        return read(environment, HttpApiSettings::readForPublicUse);
    }

    private static AwsPromotionSettings read(
            Map<String, String> variables, Function<Variables, HttpApiSettings> httpApis) {
        var environment = AwsEnvironment.of(variables, KEYS);
        var httpApi = httpApis.apply(environment.variables());
        var byHand = byHand(environment.variables());
        var prometheus = PrometheusSettings.read(environment.variables(), Set.of());
        var configuration = environment.configuration(POLICY);
        var open = NeutralCheckSettings.of(prometheus, configuration.common().policy(), environment.variables());
        return new AwsPromotionSettings(configuration, httpApi, byHand, open);
    }

    private static ByHand byHand(Variables variables) {
        return switch (variables.get(BY_HAND).orElse("hold")) {
            case "hold" -> ByHand.HOLD;
            case "pass" -> ByHand.PASS;
            default -> {
                variables.problem(BY_HAND + " is not right; expected hold or pass");
                yield ByHand.HOLD;
            }
        };
    }
}
