package io.nightshift.cost.aws;

import io.nightshift.sandbox.wire.WireReply;
import io.nightshift.sandbox.wire.WireRequest;
import io.nightshift.sandbox.wire.WireServer;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * A region with machines, volumes, addresses, databases and load balancers, and the days of their metrics, in the query protocols of
 * EC2, RDS, Elastic Load Balancing and CloudWatch. It knows only the calls that a search for idle resources makes.
 */
final class FakeUsedRegion implements WireServer.Service {

    private static final String ARN = "arn:aws:elasticloadbalancing:eu-central-1:111122223333:";
    private static final int DAY = 86_400;

    private final Map<String, List<Double>> metrics = new HashMap<>();
    private final Map<String, String> states = new TreeMap<>();
    private final Map<String, String> volumes = new TreeMap<>();
    private String denied = "";

    void instance(String id, String state) {
        states.put(id, state);
    }

    /** @param xml what DescribeVolumes tells beside the id */
    void volume(String id, String xml) {
        volumes.put(id, xml);
    }

    /** The newest day is the last one. */
    void metric(String name, String resource, String statistic, List<Double> days) {
        metrics.put(name + " " + resource + " " + statistic, days);
    }

    void deny(String operation) {
        denied = operation;
    }

    @Override
    public WireReply answer(WireRequest request) {
        var operation = request.operation();
        if (operation.equals(denied)) {
            return WireReply.xml(
                    403,
                    "<Response><Errors><Error><Code>UnauthorizedOperation</Code><Message>canary</Message></Error></Errors></Response>");
        }
        return switch (operation) {
            case "DescribeInstances" -> ec2(operation, instances());
            case "DescribeVolumes" -> ec2(operation, volumes());
            case "DescribeAddresses" -> ec2(operation, """
                    <addressesSet>
                    <item><publicIp>192.0.2.1</publicIp><allocationId>eipalloc-1</allocationId></item>
                    <item><publicIp>192.0.2.2</publicIp><allocationId>eipalloc-2</allocationId><associationId>a-2</associationId><instanceId>i-stopped</instanceId></item>
                    <item><publicIp>192.0.2.3</publicIp><allocationId>eipalloc-3</allocationId><associationId>a-3</associationId><instanceId>i-busy</instanceId></item>
                    </addressesSet>""");
            case "DescribeDBInstances" -> query(operation, """
                    <DBInstances><DBInstance><DBInstanceIdentifier>shop-old</DBInstanceIdentifier><DBInstanceClass>db.r7g.large</DBInstanceClass><DBInstanceStatus>available</DBInstanceStatus></DBInstance>
                    <DBInstance><DBInstanceIdentifier>shop-stopped</DBInstanceIdentifier><DBInstanceClass>db.r7g.large</DBInstanceClass><DBInstanceStatus>stopped</DBInstanceStatus></DBInstance></DBInstances>""");
            case "DescribeLoadBalancers" ->
                query(operation, "<LoadBalancers>" + balancer("empty/1") + balancer("quiet/2") + "</LoadBalancers>");
            case "DescribeTargetGroups" ->
                query(operation, "<TargetGroups>" + group("empty/1") + group("quiet/2") + "</TargetGroups>");
            case "DescribeTargetHealth" ->
                query(operation, health(request.form().getOrDefault("TargetGroupArn", "")));
            case "GetMetricData" -> query(operation, metrics(request.form()));
            default -> WireReply.xml(400, "<ErrorResponse><Error><Code>InvalidAction</Code></Error></ErrorResponse>");
        };
    }

    private static WireReply ec2(String operation, String body) {
        return WireReply.xml(
                200,
                "<%1$sResponse xmlns=\"http://ec2.amazonaws.com/doc/2016-11-15/\">%2$s</%1$sResponse>"
                        .formatted(operation, body));
    }

    private static WireReply query(String operation, String body) {
        return WireReply.xml(
                200, "<%1$sResponse><%1$sResult>%2$s</%1$sResult></%1$sResponse>".formatted(operation, body));
    }

    private String instances() {
        var items = new StringBuilder("<reservationSet>");
        states.forEach((id, state) -> items.append(
                "<item><ownerId>111122223333</ownerId><instancesSet><item><instanceId>%s</instanceId><instanceType>m7g.large</instanceType><instanceState><name>%s</name></instanceState></item></instancesSet></item>"
                        .formatted(id, state)));
        return items.append("</reservationSet>").toString();
    }

    private String volumes() {
        var items = new StringBuilder("<volumeSet>");
        volumes.forEach((id, xml) ->
                items.append("<item><volumeId>%s</volumeId><size>100</size><volumeType>gp3</volumeType>%s</item>"
                        .formatted(id, xml)));
        return items.append("</volumeSet>").toString();
    }

    private static String balancer(String name) {
        return "<member><LoadBalancerArn>" + ARN + "loadbalancer/app/" + name
                + "</LoadBalancerArn><Type>application</Type><CreatedTime>2026-01-01T00:00:00Z</CreatedTime></member>";
    }

    private static String group(String name) {
        return "<member><TargetGroupArn>" + ARN + "targetgroup/" + name + "</TargetGroupArn><LoadBalancerArns><member>"
                + ARN + "loadbalancer/app/" + name + "</member></LoadBalancerArns></member>";
    }

    private static String health(String group) {
        return "<TargetHealthDescriptions><member><TargetHealth><State>%s</State></TargetHealth></member></TargetHealthDescriptions>"
                .formatted(group.contains("quiet") ? "healthy" : "unhealthy");
    }

    private String metrics(Map<String, String> form) {
        var to = Instant.parse(form.getOrDefault("EndTime", ""));
        var results = new StringBuilder("<MetricDataResults>");
        for (int i = 1; form.containsKey("MetricDataQueries.member." + i + ".Id"); i++) {
            var query = "MetricDataQueries.member." + i + ".";
            var stat = query + "MetricStat.";
            if (!String.valueOf(DAY).equals(form.get(stat + "Period"))) {
                throw new AssertionError("expected days: " + form);
            }
            var days = metrics.getOrDefault(
                    form.get(stat + "Metric.MetricName") + " " + form.get(stat + "Metric.Dimensions.member.1.Value")
                            + " " + form.get(stat + "Stat"),
                    List.of());
            results.append("<member><Id>").append(form.get(query + "Id")).append("</Id><Timestamps>");
            for (int day = 0; day < days.size(); day++) {
                results.append("<member>")
                        .append(to.minusSeconds((long) DAY * (days.size() - day)))
                        .append("</member>");
            }
            results.append("</Timestamps><Values>");
            days.forEach(value -> results.append("<member>").append(value).append("</member>"));
            results.append("</Values><StatusCode>Complete</StatusCode></member>");
        }
        return results.append("</MetricDataResults>").toString();
    }
}
