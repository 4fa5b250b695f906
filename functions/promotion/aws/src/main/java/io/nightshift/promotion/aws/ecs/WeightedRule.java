package io.nightshift.promotion.aws.ecs;

import io.nightshift.aws.AwsCalls;
import io.nightshift.aws.AwsErrors;
import io.nightshift.aws.AwsScope;
import io.nightshift.core.act.CallFailed;
import io.nightshift.core.act.Problem;
import io.nightshift.core.signal.Resource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.elasticloadbalancingv2.ElasticLoadBalancingV2Client;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.Action;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.ActionTypeEnum;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.Rule;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.RuleNotFoundException;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.TargetGroupTuple;

/** A rule of an Application Load Balancer's listener that forwards to target groups by weight. */
record WeightedRule(ElasticLoadBalancingV2Client loadBalancing, Resource target) {

    /**
     * A rule as read.
     *
     * @param actions all actions; a rule may authenticate before it forwards
     */
    record State(List<Action> actions) {
        private Optional<Action> forward() {
            return actions.stream()
                    .filter(action -> action.type() == ActionTypeEnum.FORWARD)
                    .findFirst();
        }

        /** By the group's name, {@code targetgroup/NAME/ID}; empty for a rule that does not forward. */
        Map<String, Integer> weights() {
            var weights = new TreeMap<String, Integer>();
            forward()
                    .map(Action::forwardConfig)
                    .ifPresent(config -> config.targetGroups()
                            .forEach(group -> weights.put(
                                    name(group.targetGroupArn()),
                                    Optional.ofNullable(group.weight()).orElse(1))));
            return weights;
        }

        /** Reports whether clients stay with their group for a while, whatever the weights are. */
        boolean sticky() {
            return forward()
                    .map(Action::forwardConfig)
                    .map(config -> config.targetGroupStickinessConfig())
                    .filter(config -> Boolean.TRUE.equals(config.enabled()))
                    .isPresent();
        }

        /** The single group ARN next to the weights is only valid for one group, so it is removed. */
        List<Action> weighing(List<TargetGroupTuple> groups) {
            return actions.stream()
                    .map(action -> action.type() == ActionTypeEnum.FORWARD
                            ? action.copy(copy -> copy.targetGroupArn(null)
                                    .forwardConfig(action.forwardConfig().copy(config -> config.targetGroups(groups))))
                            : action)
                    .toList();
        }
    }

    private static String name(String arn) {
        return arn.substring(arn.indexOf("targetgroup/"));
    }

    String arn() {
        return arn("listener-rule/" + target.name());
    }

    /** @param rest the last part, starting with the type */
    String arn(String rest) {
        return AwsScope.arn("elasticloadbalancing", target.origin(), rest);
    }

    State read() throws CallFailed {
        var rules = AwsCalls.read(() -> {
            try {
                return loadBalancing
                        .describeRules(request -> request.ruleArns(arn()))
                        .rules();
            } catch (RuleNotFoundException e) {
                return List.<Rule>of();
            }
        });
        return rules.stream()
                .findFirst()
                .map(rule -> new State(rule.actions()))
                .orElseThrow(() -> AwsCalls.refused("NotFound", "there is no listener rule " + target.name()));
    }

    Map<String, String> tags() throws CallFailed {
        var tags = new TreeMap<String, String>();
        AwsCalls.read(() -> loadBalancing.describeTags(request -> request.resourceArns(arn())))
                .tagDescriptions()
                .forEach(one -> one.tags()
                        .forEach(tag -> tags.put(
                                tag.key(), Optional.ofNullable(tag.value()).orElse(""))));
        return tags;
    }

    /** There is no token: the written state is read again, because someone may have written at the same time. */
    void weigh(State before, Map<String, Integer> weights) throws CallFailed {
        var groups = weights.entrySet().stream()
                .map(group -> TargetGroupTuple.builder()
                        .targetGroupArn(arn(group.getKey()))
                        .weight(group.getValue())
                        .build())
                .toList();
        try {
            loadBalancing.modifyRule(request -> request.ruleArn(arn()).actions(before.weighing(groups)));
        } catch (SdkException e) {
            var problem = AwsErrors.whileChanging(e);
            if (!problem.mayHaveHappened() || !read().weights().equals(weights)) {
                throw new CallFailed(problem);
            }
        }
        if (!read().weights().equals(weights)) {
            throw new CallFailed(Problem.uncertain("NotRead", "the rule does not have the weights that were set"));
        }
    }
}
