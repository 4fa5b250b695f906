package io.nightshift.local.report;

import io.nightshift.core.act.ActionType;
import io.nightshift.core.signal.Cloud;
import io.nightshift.remediation.Remediation;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Reports whether a recorded call does what an action would do: it is one of the changing calls that the action states as its
 * permissions, or is named as the action is. Parameters are not compared; audit signals do not have them.
 */
final class SameCall {

    private static final Pattern READS =
            Pattern.compile(".*[:.](describe|get|list)\\w*|.*\\.actas|.*\\.(useexternalip|use)");

    /** Calls that an action states only because its undo makes them. */
    private static final Set<String> UNDO = Set.of(
            "ec2:authorizesecuritygroupingress",
            "cloudtrail:stoplogging",
            "ec2:deleteflowlogs",
            "ec2:deletetags",
            "lambda:deletefunctionconcurrency",
            "autoscaling:exitstandby",
            "iam.serviceaccountkeys.enable",
            "iam.serviceaccounts.enable",
            "ec2:associateaddress",
            "compute.instances.addaccessconfig");

    private static final Pattern POLICY =
            Pattern.compile("(\\w+)\\..*(?:\\.setiampolicy|\\.setiampermissions|iampolicys\\.set)");

    /** A call that accompanies others. */
    private static final String TAGS = "ec2:createtags";

    /** What people call instead, or what the service calls it in its log. */
    private static final Map<String, String> INSTEAD = Map.of(
            "ec2:terminateinstances", "autoscaling:terminateinstanceinautoscalinggroup",
            "autoscaling:updateautoscalinggroup", "autoscaling:setdesiredcapacity",
            "osconfig.patchjobs.execute", "osconfig.patchjobs.exec",
            "compute.snapshots.insert", "compute.snapshots.create",
            "compute.securitypolicies.addrule", "compute.securitypolicies.update",
            "container.deployments.scale", "container.deployments.update",
            "container.statefulsets.scale", "container.statefulsets.update",
            "compute.firewalls.delete", "compute.firewalls.update");

    /** Calls of which several ask for one permission, by the action that makes them. */
    private static final Map<String, Set<String>> CALLS = Map.of(
            "set-group-size", Set.of("compute.instancegroupmanagers.resize"),
            "recreate-instance", Set.of("compute.instancegroupmanagers.recreateinstances"),
            "set-autoscaler-bounds", Set.of("container.horizontalpodautoscalers.update"),
            "raise-autoscaler-maximum", Set.of("container.horizontalpodautoscalers.update"));

    /** The API's version at the end of the names of Lambda's calls: {@code UpdateAlias20150331}, {@code …20150331v2}. */
    private static final Pattern VERSION = Pattern.compile("\\d{8}(v\\d+)?$");

    /** Services whose name in the log is not that in their permissions. */
    private static final Map<String, String> SERVICES =
            Map.of("k8s", "container", "cloudresourcemanager", "resourcemanager", "sqladmin", "cloudsql");

    /** Compute Engine has the same thing in a region, or global, as a collection of its own. */
    private static final Pattern PLACE = Pattern.compile("(compute\\.)(?:region|global)(?=[a-z])");

    /** Parts of an object of Kubernetes with calls of their own. */
    private static final Set<String> PARTS = Set.of("scale", "eviction");

    private static final Map<String, String> VERBS = Map.of("patch", "update", "replace", "update");

    private SameCall() {}

    static boolean isSame(String action, RecordedChange change) {
        var type = Remediation.ALL.type(action);
        if (type.isEmpty()) {
            return false;
        }
        var call = change.cloud() == Cloud.AWS ? aws(change) : google(change);
        var calls = calls(type.get(), change.cloud());
        var words = action.replace("-", "");
        return calls.stream().map(SameCall::comparable).anyMatch(comparable(call)::equals)
                || calls.contains(INSTEAD.getOrDefault(call, ""))
                || CALLS.getOrDefault(action, Set.of()).contains(comparable(call))
                || call.substring(call.lastIndexOf(change.cloud() == Cloud.AWS ? ':' : '.') + 1)
                        .startsWith(words);
    }

    /** The permissions to change something; of those that undo each other, the one that the action is named for. */
    static List<String> calls(ActionType type, Cloud cloud) {
        var changing = type.permissions().getOrDefault(cloud, List.of()).stream()
                .map(name -> name.toLowerCase(Locale.ROOT))
                .filter(name -> !READS.matcher(name).matches() && !UNDO.contains(name))
                .toList();
        var word =
                type.name().startsWith("fail-over") ? "failover" : type.name().split("-", -1)[0];
        var named =
                changing.stream().filter(name -> verb(name).startsWith(word)).toList();
        if (!named.isEmpty()) {
            return named;
        }
        var others = changing.stream().filter(name -> !name.equals(TAGS)).toList();
        return others.isEmpty() ? changing : others;
    }

    private static String comparable(String call) {
        return PLACE.matcher(policy(call)).replaceFirst("$1");
    }

    /**
     * {@code run.setiampolicy}: services name this call in several ways ({@code google.cloud.run.v1.Services.SetIamPolicy},
     * {@code google.iam.v1.IAMPolicy.SetIamPolicy}, {@code storage.setIamPermissions}), not all with the kind of its resource.
     */
    private static String policy(String call) {
        return POLICY.matcher(call).replaceAll("$1.setiampolicy");
    }

    private static String verb(String permission) {
        return permission.substring(Math.max(permission.lastIndexOf(':'), permission.lastIndexOf('.')) + 1);
    }

    /** {@code ec2:rebootinstances}. */
    private static String aws(RecordedChange change) {
        var service = change.labels().getOrDefault("eventSource", "");
        int dot = service.indexOf('.');
        return (dot < 0 ? service : service.substring(0, dot)) + ":"
                + VERSION.matcher(change.call()).replaceFirst("").toLowerCase(Locale.ROOT);
    }

    /** {@code compute.instances.reset}, whether the method is {@code v1.compute.instances.reset} or {@code …ResetInstance}. */
    private static String google(RecordedChange change) {
        var service = change.labels().getOrDefault("service", "");
        var first = service.replaceFirst("\\..*", "");
        var prefix = SERVICES.getOrDefault(first, first);
        var parts = change.call().split("\\.", -1);
        var last = parts[parts.length - 1];
        if (!last.isEmpty() && Character.isUpperCase(last.charAt(0))) {
            var words = last.split("(?=[A-Z])", 2);
            var noun = words.length > 1 ? words[1] + "s" : "";
            return name(prefix, noun, words[0]);
        }
        var noun = parts.length > 1 ? parts[parts.length - 2] : "";
        return PARTS.contains(noun) && parts.length > 2
                ? name(prefix, parts[parts.length - 3], noun)
                : name(prefix, noun, last);
    }

    private static String name(String service, String noun, String verb) {
        var lower = verb.toLowerCase(Locale.ROOT);
        return service + "." + noun.toLowerCase(Locale.ROOT) + "." + VERBS.getOrDefault(lower, lower);
    }
}
