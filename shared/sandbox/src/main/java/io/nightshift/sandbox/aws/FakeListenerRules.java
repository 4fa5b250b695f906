package io.nightshift.sandbox.aws;

import io.nightshift.sandbox.aws.FakeResource.ListenerRule;
import java.util.Map;
import java.util.TreeMap;

/** The part of {@link FakeLoadBalancing} that keeps the listeners' rules, each with one forward action. */
final class FakeListenerRules {

    private FakeListenerRules() {}

    static String describe(AwsCall call, FakeAccount account) {
        call.only("RuleArns", "ListenerArn", "Marker", "PageSize");
        var arn = call.required("RuleArns.member.1");
        var rule = account.seen(ListenerRule.class).stream()
                .filter(one -> one.arn().equals(arn))
                .findFirst()
                .orElseThrow(FakeListenerRules::notFound);
        return FakeService.query(call, FakeLoadBalancing.NAMESPACE, Xml.of("Rules", Xml.of("member", write(rule))));
    }

    private static AwsError notFound() {
        return new AwsError(400, "RuleNotFound", "One or more rules not found");
    }

    static String modify(AwsCall call, FakeAccount account) {
        call.only("RuleArn", "Actions", "Conditions");
        var rule = account.find(ListenerRule.class, "rule/" + call.required("RuleArn"))
                .orElseThrow(FakeListenerRules::notFound);
        var action = "Actions.member.1.";
        if (!call.required(action + "Type").equals("forward")) {
            throw AwsError.invalid(call, "only forward is played here");
        }
        var weights = weights(call, action + "ForwardConfig.TargetGroups.member.");
        if (weights.isEmpty() || weights.size() > 5) {
            throw new AwsError(400, "InvalidConfigurationRequest", "A forward action has 1 to 5 target groups");
        }
        if (weights.size() > 1 && call.optional(action + "TargetGroupArn").isPresent()) {
            throw new AwsError(
                    400,
                    "InvalidConfigurationRequest",
                    "You cannot specify a target group ARN and a forward config of several target groups");
        }
        boolean sticky = call.optional(action + "ForwardConfig.TargetGroupStickinessConfig.Enabled")
                .filter("true"::equals)
                .isPresent();
        var changed = new ListenerRule(rule.arn(), weights, sticky, rule.tags());
        account.change("modify-rule", changed);
        return FakeService.query(call, FakeLoadBalancing.NAMESPACE, Xml.of("Rules", Xml.of("member", write(changed))));
    }

    private static Map<String, Integer> weights(AwsCall call, String list) {
        var weights = new TreeMap<String, Integer>();
        for (int i = 1; call.optional(list + i + ".TargetGroupArn").isPresent(); i++) {
            int weight = call.number(list + i + ".Weight");
            if (weight < 0 || weight > 999) {
                throw AwsError.invalid(call, "Weight must be between 0 and 999");
            }
            weights.put(call.required(list + i + ".TargetGroupArn"), weight);
        }
        return weights;
    }

    private static String write(ListenerRule rule) {
        var groups = Xml.list(
                "TargetGroups",
                "member",
                rule.weights().entrySet(),
                group -> Xml.text("TargetGroupArn", group.getKey()) + Xml.text("Weight", group.getValue()));
        var sticky = Xml.of("TargetGroupStickinessConfig", Xml.text("Enabled", rule.sticky()));
        var single = rule.weights().size() == 1
                ? Xml.text("TargetGroupArn", rule.weights().keySet().iterator().next())
                : "";
        return Xml.text("RuleArn", rule.arn())
                + Xml.text("Priority", 1)
                + Xml.text("IsDefault", false)
                + Xml.of(
                        "Actions",
                        Xml.of(
                                "member",
                                Xml.text("Type", "forward"),
                                Xml.text("Order", 1),
                                single,
                                Xml.of("ForwardConfig", groups, sticky)));
    }

    static String tags(AwsCall call, FakeAccount account) {
        call.only("ResourceArns");
        var arn = call.required("ResourceArns.member.1");
        var rule = account.seen(ListenerRule.class).stream()
                .filter(one -> one.arn().equals(arn))
                .findFirst()
                .orElseThrow(FakeListenerRules::notFound);
        return FakeService.query(
                call,
                FakeLoadBalancing.NAMESPACE,
                Xml.of(
                        "TagDescriptions",
                        Xml.of(
                                "member",
                                Xml.text("ResourceArn", arn),
                                Xml.tags("Tags", "member", "Key", "Value", rule.tags()))));
    }
}
