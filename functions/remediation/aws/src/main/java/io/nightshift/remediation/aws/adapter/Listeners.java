package io.nightshift.remediation.aws.adapter;

import io.nightshift.aws.AwsRegionApis;
import io.nightshift.aws.AwsScope;
import io.nightshift.remediation.action.DeclaredAction;
import io.nightshift.remediation.execution.Setting;
import io.nightshift.remediation.execution.Setting.State;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.Action;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.ActionTypeEnum;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.Listener;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.LoadBalancerAttribute;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.RedirectActionStatusCodeEnum;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.Tag;

/** Properties of load balancers and their listeners. */
final class Listeners {

    private static final String PROTECTION = "deletion_protection.enabled";
    private static final String REDIRECT = "redirect";

    private Listeners() {}

    static Setting protection(AwsRegionApis apis, DeclaredAction act) {
        var arn = arn(act, "loadbalancer/");
        return new SdkSetting(
                () -> SdkSetting.found(
                        () -> apis
                                .loadBalancing()
                                .describeLoadBalancerAttributes(request -> request.loadBalancerArn(arn))
                                .attributes()
                                .stream()
                                .filter(attribute -> PROTECTION.equals(attribute.key()))
                                .findFirst()
                                .map(attribute -> State.of(tags(apis, arn), "true".equals(attribute.value()), true)),
                        "LoadBalancerNotFound"),
                (from, to) -> apis.loadBalancing()
                        .modifyLoadBalancerAttributes(request -> request.loadBalancerArn(arn)
                                .attributes(LoadBalancerAttribute.builder()
                                        .key(PROTECTION)
                                        .value(Boolean.toString(SdkSetting.on(to)))
                                        .build())));
    }

    /** The value is {@code redirect}, or the ARN of the one target group to which the listener forwards. */
    static Setting redirect(AwsRegionApis apis, DeclaredAction act) {
        var arn = arn(act, "listener/");
        return new SdkSetting(
                () -> SdkSetting.found(
                                () -> apis
                                        .loadBalancing()
                                        .describeListeners(request -> request.listenerArns(arn))
                                        .listeners()
                                        .stream()
                                        .findFirst(),
                                "ListenerNotFound")
                        .map(found -> State.of(tags(apis, arn), value(found), REDIRECT)
                                .cannotIf(!"HTTP".equals(found.protocolAsString()), "it is no HTTP listener")
                                .cannotIf(
                                        !servesHttps(apis, found),
                                        "its load balancer has no HTTPS listener on port 443")
                                .cannotIf(value(found).isEmpty(), "it does more than forward to one target group")),
                (from, to) -> apis.loadBalancing()
                        .modifyListener(
                                request -> request.listenerArn(arn).defaultActions(action(SdkSetting.text(to)))));
    }

    private static boolean servesHttps(AwsRegionApis apis, Listener found) {
        return apis
                .loadBalancing()
                .describeListeners(request -> request.loadBalancerArn(found.loadBalancerArn()))
                .listeners()
                .stream()
                .anyMatch(other -> "HTTPS".equals(other.protocolAsString())
                        && Integer.valueOf(443).equals(other.port()));
    }

    private static String value(Listener found) {
        var actions = found.defaultActions();
        return actions.size() == 1 ? value(actions.getFirst()) : "";
    }

    private static String value(Action action) {
        var redirect = action.redirectConfig();
        if (redirect != null && "HTTPS".equals(redirect.protocol())) {
            return REDIRECT;
        }
        return Optional.ofNullable(action.targetGroupArn()).orElse("");
    }

    private static List<Action> action(String value) {
        return List.of(
                value.equals(REDIRECT)
                        ? Action.builder()
                                .type(ActionTypeEnum.REDIRECT)
                                .redirectConfig(config -> config.protocol("HTTPS")
                                        .port("443")
                                        .statusCode(RedirectActionStatusCodeEnum.HTTP_302))
                                .build()
                        : Action.builder()
                                .type(ActionTypeEnum.FORWARD)
                                .targetGroupArn(value)
                                .build());
    }

    private static String arn(DeclaredAction act, String type) {
        return AwsScope.arn(
                "elasticloadbalancing",
                act.target().origin(),
                type + act.target().name());
    }

    private static Map<String, String> tags(AwsRegionApis apis, String arn) {
        return apis.loadBalancing().describeTags(request -> request.resourceArns(arn)).tagDescriptions().stream()
                .findFirst()
                .map(found -> Tags.of(found.tags(), Tag::key, Tag::value))
                .orElse(Map.of());
    }
}
