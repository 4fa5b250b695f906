package io.nightshift.sandbox.aws;

import io.nightshift.sandbox.aws.FakeResource.TargetGroup;

/** @see <a href="https://docs.aws.amazon.com/elasticloadbalancing/latest/APIReference/">ELBv2 query API, 2015-12-01</a> */
final class FakeLoadBalancing implements FakeService {

    static final String NAMESPACE = "http://elasticloadbalancing.amazonaws.com/doc/2015-12-01/";

    @Override
    public String answer(AwsCall call, FakeAccount account) {
        return switch (call.operation()) {
            case "DescribeTargetGroups" -> FakeListings.targetGroups(call, account);
            case "DescribeTargetHealth" -> health(call, account);
            case "DescribeRules" -> FakeListenerRules.describe(call, account);
            case "ModifyRule" -> FakeListenerRules.modify(call, account);
            case "DescribeTags" -> FakeBalancers.tags(call, account);
            case "DescribeLoadBalancerAttributes" -> FakeBalancers.attributes(call, account);
            case "ModifyLoadBalancerAttributes" -> FakeBalancers.modify(call, account);
            case "DescribeListeners" -> FakeBalancers.listener(call, account);
            case "ModifyListener" -> FakeBalancers.modifyListener(call, account);
            default -> throw FakeService.unknown(call);
        };
    }

    private static String health(AwsCall call, FakeAccount account) {
        call.only("TargetGroupArn");
        var arn = call.required("TargetGroupArn");
        var group = account.seen(TargetGroup.class).stream()
                .filter(candidate -> candidate.arn().equals(arn))
                .findFirst()
                .orElseThrow(() -> new AwsError(400, "TargetGroupNotFound", "Target groups '" + arn + "' not found"));
        return FakeService.query(
                call,
                NAMESPACE,
                Xml.list(
                        "TargetHealthDescriptions",
                        "member",
                        group.health().entrySet(),
                        target -> Xml.of("Target", Xml.text("Id", target.getKey()), Xml.text("Port", 80))
                                + Xml.of("TargetHealth", Xml.text("State", target.getValue()))));
    }
}
