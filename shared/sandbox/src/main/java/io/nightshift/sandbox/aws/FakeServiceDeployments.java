package io.nightshift.sandbox.aws;

import io.nightshift.core.json.Json;
import io.nightshift.core.json.JsonException;
import io.nightshift.core.json.View;
import io.nightshift.sandbox.aws.FakeResource.Revision;
import io.nightshift.sandbox.aws.FakeResource.Rollover;
import io.nightshift.sandbox.aws.FakeResource.Service;
import io.nightshift.sandbox.aws.FakeResource.Shifting;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Deployments with which ECS shifts traffic itself: describes, begins and stops them. */
final class FakeServiceDeployments {

    private static final Json.Obj NO_FAILURES = Json.obj().with("failures", Json.arr());

    private FakeServiceDeployments() {}

    static String name(Service service) {
        return service.cluster() + "/" + service.name();
    }

    static Optional<Shifting> shifting(FakeAccount account, String service) {
        return account.find(Shifting.class, "shifting/" + service);
    }

    static List<Rollover> of(FakeAccount account, String service) {
        return account.all(Rollover.class).stream()
                .filter(one -> one.service().equals(service))
                .toList();
    }

    /** A deployment in progress is replaced: its traffic returns to its source. */
    static void begin(FakeAccount account, Service before, String definition) {
        var name = name(before);
        if (shifting(account, name).isEmpty()) {
            return;
        }
        of(account, name).stream()
                .filter(Rollover::isOngoing)
                .forEach(old -> account.place(old.in("STOPPED", old.stage(), 0)));
        var all = of(account, name);
        var source = all.isEmpty() ? revision(account, name, before.taskDefinition(), 0) : serving(all.getLast());
        var target = revision(account, name, definition, all.size() + 1);
        account.change(
                "begin",
                new Rollover(name, all.size() + 1, source, target, "PENDING", "RECONCILE_SERVICE", 0, 0, Json.obj()));
    }

    /** The revision with the traffic after the deployment. */
    private static String serving(Rollover last) {
        return last.status().equals("SUCCESSFUL") ? last.target() : last.source();
    }

    private static String revision(FakeAccount account, String service, String definition, int number) {
        var revision = new Revision(service, "93134235154628939%02d".formatted(number), definition);
        account.place(revision);
        return revision.id();
    }

    static String definition(FakeAccount account, Rollover rollover, String revision) {
        return account.find(Revision.class, "service-revision/" + rollover.service() + "/" + revision)
                .orElseThrow()
                .taskDefinition();
    }

    static void bake(FakeAccount account) {
        account.all(Rollover.class).stream()
                .filter(one -> one.stage().equals("BAKE_TIME"))
                .forEach(one -> account.place(one.baking()));
    }

    static Json.Obj list(AwsCall call, FakeAccount account) {
        call.only("cluster", "service", "status", "maxResults", "nextToken", "createdAt");
        var name = call.optionalText("cluster").orElse("default") + "/" + call.text("service");
        if (account.find(Service.class, "service/" + name).isEmpty()) {
            throw new AwsError(400, "ServiceNotFoundException", "Service not found.");
        }
        var found = account.seen(Rollover.class).stream()
                .filter(one -> one.service().equals(name))
                .toList();
        return Json.obj()
                .with(
                        "serviceDeployments",
                        Json.arr(found.reversed().stream()
                                .map(FakeServiceDeployments::brief)
                                .toList()));
    }

    private static Json.Obj brief(Rollover one) {
        return Json.obj()
                .with("serviceDeploymentArn", one.arn())
                .with("serviceArn", AwsStandIn.arn("ecs", "service/" + one.service()))
                .with("targetServiceRevisionArn", revisionArn(one, one.target()))
                .with("status", one.status())
                .with("createdAt", createdAt(one));
    }

    /** The account's midnight plus a minute for each. */
    private static long createdAt(Rollover one) {
        return 1_795_219_200L + 60L * one.number();
    }

    private static String revisionArn(Rollover one, String id) {
        return AwsStandIn.arn("ecs", "service-revision/" + one.service() + "/" + id);
    }

    static Json.Obj describe(AwsCall call, FakeAccount account) {
        call.only("serviceDeploymentArns");
        var arns = arns(call, "serviceDeploymentArns");
        var found = account.seen(Rollover.class).stream()
                .filter(one -> arns.contains(one.arn()))
                .map(one -> full(one, account))
                .toList();
        return NO_FAILURES.with("serviceDeployments", Json.arr(found));
    }

    private static Json.Obj full(Rollover one, FakeAccount account) {
        var target = Json.obj()
                .with("arn", revisionArn(one, one.target()))
                .with("requestedTaskCount", 4)
                .with("runningTaskCount", 4)
                .with("requestedProductionTrafficWeight", Json.of(one.weight()));
        var source = Json.obj()
                .with("arn", revisionArn(one, one.source()))
                .with("requestedProductionTrafficWeight", Json.of(100 - one.weight()));
        var json = brief(one)
                .with("targetServiceRevision", target)
                .with("sourceServiceRevisions", Json.arr(source))
                .with("lifecycleStage", one.stage())
                .with(
                        "deploymentConfiguration",
                        shifting(account, one.service())
                                .map(FakeServiceDeployments::configuration)
                                .orElseThrow());
        return one.status().startsWith("ROLLBACK")
                ? json.with("rollback", Json.obj().with("serviceRevisionArn", revisionArn(one, one.source())))
                : json;
    }

    static Json.Obj revisions(AwsCall call, FakeAccount account) {
        call.only("serviceRevisionArns");
        var arns = arns(call, "serviceRevisionArns");
        var found = account.seen(Revision.class).stream()
                .filter(one -> arns.contains(one.arn()))
                .map(one -> Json.obj()
                        .with("serviceRevisionArn", one.arn())
                        .with("serviceArn", AwsStandIn.arn("ecs", "service/" + one.service()))
                        .with("taskDefinition", one.taskDefinition()))
                .toList();
        return NO_FAILURES.with("serviceRevisions", Json.arr(found));
    }

    private static List<String> arns(AwsCall call, String field) {
        var arns = new ArrayList<String>();
        try {
            for (View arn : call.json().at(field).items()) {
                arns.add(arn.nonBlank());
            }
        } catch (JsonException e) {
            throw AwsError.invalid(call, String.valueOf(e.getMessage()));
        }
        if (arns.isEmpty() || arns.size() > 20) {
            throw AwsError.invalid(call, field + " takes 1 to 20 ARNs");
        }
        return arns;
    }

    /** @see <a href="https://docs.aws.amazon.com/AmazonECS/latest/developerguide/stop-service-deployment.html">Stopping</a> */
    static Json.Obj stop(AwsCall call, FakeAccount account) {
        call.only("serviceDeploymentArn", "stopType");
        var arn = call.text("serviceDeploymentArn");
        var one = account.all(Rollover.class).stream()
                .filter(known -> known.arn().equals(arn))
                .findFirst()
                .orElseThrow(() ->
                        new AwsError(400, "ServiceDeploymentNotFoundException", "The service deploy wasn't found."));
        if (!call.optionalText("stopType").orElse("ROLLBACK").equals("ROLLBACK")) {
            throw AwsError.invalid(call, "stopType is ROLLBACK");
        }
        if (!one.isOngoing()) {
            throw new AwsError(400, "ConflictException", "The service deployment is in a terminal state.");
        }
        account.change("stop", one.in("ROLLBACK_REQUESTED", one.stage(), one.weight()));
        return Json.obj().with("serviceDeploymentArn", arn);
    }

    /** A service's JSON, including its traffic shift. */
    static Json.Obj configured(FakeAccount account, Service service, Json.Obj written) {
        return shifting(account, name(service))
                .map(how -> written.with("deploymentConfiguration", configuration(how)))
                .orElse(written);
    }

    private static Json.Obj configuration(Shifting how) {
        var hooks = how.hooks().entrySet().stream()
                .map(hook -> Json.obj()
                        .with("hookTargetArn", AwsStandIn.arn("lambda", "function:" + hook.getKey()))
                        .with("roleArn", "arn:aws:iam::" + AwsStandIn.ACCOUNT + ":role/ecs-hooks")
                        .with("lifecycleStages", Json.strings(hook.getValue())))
                .toList();
        var json = Json.obj()
                .with("strategy", how.strategy())
                .with("bakeTimeInMinutes", how.bake())
                .with("lifecycleHooks", Json.arr(hooks))
                .with(
                        "alarms",
                        Json.obj()
                                .with("enable", !how.alarms().isEmpty())
                                .with("rollback", !how.alarms().isEmpty())
                                .with("alarmNames", Json.strings(how.alarms())));
        return switch (how.strategy()) {
            case "CANARY" ->
                json.with(
                        "canaryConfiguration",
                        Json.obj().with("canaryPercent", Json.of(how.percent())).with("canaryBakeTimeInMinutes", 0));
            case "LINEAR" ->
                json.with(
                        "linearConfiguration",
                        Json.obj().with("stepPercent", Json.of(how.percent())).with("stepBakeTimeInMinutes", 0));
            default -> json;
        };
    }
}
