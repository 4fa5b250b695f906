package io.nightshift.sandbox.aws;

import io.nightshift.core.json.Json;
import io.nightshift.core.json.JsonException;
import io.nightshift.sandbox.aws.FakeResource.Alias;
import io.nightshift.sandbox.aws.FakeResource.Function;
import io.nightshift.sandbox.aws.FakeResource.Service;
import io.nightshift.sandbox.aws.FakeResource.TargetGroup;
import java.util.Optional;

/** Lists everything of a kind, page by page: Lambda, ECS and ELBv2. The other services list with the call that describes. */
final class FakeListings {

    private FakeListings() {}

    /** @see <a href="https://docs.aws.amazon.com/lambda/latest/api/API_ListFunctions.html">ListFunctions</a> */
    static Json.Obj functions(AwsCall call, FakeAccount account) {
        call.only("Marker", "MaxItems", "FunctionVersion");
        var page = ReplyPage.of(account.seen(Function.class), call.optional("Marker"));
        var functions = page.items().stream()
                .map(function -> Json.obj()
                        .with("FunctionName", function.name())
                        .with("FunctionArn", AwsStandIn.arn("lambda", "function:" + function.name()))
                        .with("Version", "$LATEST"))
                .toList();
        return next(Json.obj().with("Functions", Json.arr(functions)), "NextMarker", page);
    }

    /** @see <a href="https://docs.aws.amazon.com/lambda/latest/api/API_ListAliases.html">ListAliases</a> */
    static Json.Obj aliases(AwsCall call, FakeAccount account) {
        call.only("FunctionName", "Marker", "MaxItems", "FunctionVersion");
        var function = FakeLambda.function(call, account).name();
        var all = account.seen(Alias.class).stream()
                .filter(alias -> alias.function().equals(function))
                .toList();
        var page = ReplyPage.of(all, call.optional("Marker"));
        var aliases = page.items().stream().map(FakeLambda::write).toList();
        return next(Json.obj().with("Aliases", Json.arr(aliases)), "NextMarker", page);
    }

    /** @see <a href="https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_ListClusters.html">ListClusters</a> */
    static Json.Obj clusters(AwsCall call, FakeAccount account) {
        call.only("maxResults", "nextToken");
        var all = account.seen(Service.class).stream()
                .map(service -> AwsStandIn.arn("ecs", "cluster/" + service.cluster()))
                .distinct()
                .toList();
        var page = ReplyPage.of(all, call.optionalText("nextToken"));
        return next(Json.obj().with("clusterArns", Json.strings(page.items())), "nextToken", page);
    }

    /**
     * The cluster by its name or ARN.
     *
     * @see <a href="https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_ListServices.html">ListServices</a>
     */
    static Json.Obj services(AwsCall call, FakeAccount account) {
        call.only("cluster", "maxResults", "nextToken", "launchType", "schedulingStrategy");
        if (call.json().at("maxResults").exists() && number(call) > 100) {
            throw AwsError.invalid(call, "maxResults must be between 1 and 100");
        }
        var named = call.optionalText("cluster").orElse("default");
        var cluster = named.substring(named.lastIndexOf('/') + 1);
        var all = account.seen(Service.class).stream()
                .filter(service -> service.cluster().equals(cluster))
                .map(service -> AwsStandIn.arn("ecs", service.key()))
                .toList();
        if (all.isEmpty()) {
            throw new AwsError(400, "ClusterNotFoundException", "Cluster not found.");
        }
        var page = ReplyPage.of(all, call.optionalText("nextToken"));
        return next(Json.obj().with("serviceArns", Json.strings(page.items())), "nextToken", page);
    }

    private static long number(AwsCall call) {
        try {
            return call.json().at("maxResults").integer();
        } catch (JsonException e) {
            throw AwsError.invalid(call, "maxResults is no number");
        }
    }

    /**
     * @see <a href="https://docs.aws.amazon.com/elasticloadbalancing/latest/APIReference/API_DescribeTargetGroups.html">
     *     DescribeTargetGroups</a>
     */
    static String targetGroups(AwsCall call, FakeAccount account) {
        call.only("Marker", "PageSize");
        var page = ReplyPage.of(account.seen(TargetGroup.class), call.optional("Marker"));
        return FakeService.query(
                call,
                FakeLoadBalancing.NAMESPACE,
                Xml.list(
                        "TargetGroups",
                        "member",
                        page.items(),
                        group -> Xml.text("TargetGroupArn", group.arn())
                                + Xml.text("TargetGroupName", group.arn().split("/", -1)[1])),
                Xml.next("NextMarker", page.next()));
    }

    private static Json.Obj next(Json.Obj reply, String name, ReplyPage<?> page) {
        Optional<String> token = page.next();
        return token.map(value -> reply.with(name, value)).orElse(reply);
    }
}
