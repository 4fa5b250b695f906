package io.nightshift.remediation.aws.adapter;

import io.nightshift.aws.AwsRegionApis;
import io.nightshift.aws.AwsScope;
import io.nightshift.core.json.Json;
import io.nightshift.remediation.action.DeclaredAction;
import io.nightshift.remediation.execution.Setting;
import io.nightshift.remediation.execution.Setting.State;
import java.util.List;
import java.util.Map;
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

    /** The value is {@code redirect}, or the listener's actions with all their properties. */
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
                        .map(found -> State.of(tags(apis, arn), value(found), Json.of(REDIRECT))
                                .cannotIf(!"HTTP".equals(found.protocolAsString()), "it is no HTTP listener")
                                .cannotIf(
                                        !servesHttps(apis, found),
                                        "its load balancer has no HTTPS listener on port 443")
                                .cannotIf(
                                        found.defaultActions().stream()
                                                .noneMatch(one -> one.type() == ActionTypeEnum.FORWARD),
                                        "it does not forward")),
                (from, to) -> apis.loadBalancing()
                        .modifyListener(request -> request.listenerArn(arn).defaultActions(actions(to))));
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

    private static Json value(Listener found) {
        var actions = found.defaultActions();
        return actions.size() == 1 && redirects(actions.getFirst())
                ? Json.of(REDIRECT)
                : Json.arr(actions.stream().map(SdkJson::write).toList());
    }

    private static boolean redirects(Action action) {
        return action.redirectConfig() != null
                && "HTTPS".equals(action.redirectConfig().protocol());
    }

    /** An earlier version kept the ARN of the one target group. */
    private static List<Action> actions(Json value) {
        return switch (value) {
            case Json.Arr(var actions) ->
                actions.stream().map(Listeners::action).toList();
            case Json.Str(var text) when !text.equals(REDIRECT) -> List.of(forward(text));
            default -> List.of(redirect());
        };
    }

    private static Action forward(String targetGroup) {
        return Action.builder()
                .type(ActionTypeEnum.FORWARD)
                .targetGroupArn(targetGroup)
                .build();
    }

    private static Action redirect() {
        return Action.builder()
                .type(ActionTypeEnum.REDIRECT)
                .redirectConfig(config ->
                        config.protocol("HTTPS").port("443").statusCode(RedirectActionStatusCodeEnum.HTTP_302))
                .build();
    }

    /** AWS never tells the client secret of an authentication; it keeps the one that it has. */
    private static Action action(Json json) {
        var action = SdkJson.read(json instanceof Json.Obj members ? members : Json.Obj.EMPTY, Action.builder())
                .build();
        return action.authenticateOidcConfig() == null
                ? action
                : action.toBuilder()
                        .authenticateOidcConfig(
                                action.authenticateOidcConfig().copy(config -> config.useExistingClientSecret(true)))
                        .build();
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
