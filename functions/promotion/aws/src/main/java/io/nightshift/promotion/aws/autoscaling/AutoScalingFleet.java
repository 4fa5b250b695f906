package io.nightshift.promotion.aws.autoscaling;

import io.nightshift.aws.AwsCalls;
import io.nightshift.aws.AwsErrors;
import io.nightshift.aws.AwsRegionApis;
import io.nightshift.core.act.CallFailed;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.autoscaling.AutoScalingClient;
import software.amazon.awssdk.services.autoscaling.model.ActiveInstanceRefreshNotFoundException;
import software.amazon.awssdk.services.autoscaling.model.AutoScalingGroup;
import software.amazon.awssdk.services.autoscaling.model.Instance;
import software.amazon.awssdk.services.autoscaling.model.InstanceRefresh;
import software.amazon.awssdk.services.autoscaling.model.InstanceRefreshInProgressException;
import software.amazon.awssdk.services.autoscaling.model.InstanceRefreshStatus;
import software.amazon.awssdk.services.autoscaling.model.LifecycleState;

/** An Auto Scaling group with its instances and refreshes. Its versions are those of its launch template. */
record AutoScalingFleet(AutoScalingClient autoScaling, AwsRegionApis apis, String name) {

    private static final Set<InstanceRefreshStatus> ACTIVE = Set.of(
            InstanceRefreshStatus.PENDING,
            InstanceRefreshStatus.IN_PROGRESS,
            InstanceRefreshStatus.BAKING,
            InstanceRefreshStatus.CANCELLING,
            InstanceRefreshStatus.ROLLBACK_IN_PROGRESS);

    AutoScalingGroup read() throws CallFailed {
        return AwsCalls.read(
                        () -> autoScaling.describeAutoScalingGroups(request -> request.autoScalingGroupNames(name)))
                .autoScalingGroups()
                .stream()
                .findFirst()
                .orElseThrow(() -> AwsCalls.refused("NotFound", "there is no Auto Scaling group " + name));
    }

    static Map<String, String> tags(AutoScalingGroup group) {
        var tags = new TreeMap<String, String>();
        group.tags()
                .forEach(tag ->
                        tags.put(tag.key(), Optional.ofNullable(tag.value()).orElse("")));
        return tags;
    }

    /** {@code $Default} if none is given; empty if the group has no launch template of its own. */
    static String version(AutoScalingGroup group) {
        var template = group.launchTemplate();
        if (template == null) {
            return "";
        }
        return Optional.ofNullable(template.version()).orElse("$Default");
    }

    /** The number of instances of each version; {@code other} for instances without a version. */
    static Map<String, Integer> instances(AutoScalingGroup group) {
        var counts = new TreeMap<String, Integer>();
        for (var instance : group.instances()) {
            counts.merge(version(instance), 1, Integer::sum);
        }
        return counts;
    }

    static boolean isWell(Instance instance) {
        return instance.lifecycleState() == LifecycleState.IN_SERVICE
                && "Healthy".equalsIgnoreCase(instance.healthStatus());
    }

    /** Why none of those instances serves; empty if one does, or if the desired capacity is zero. */
    static String down(AutoScalingGroup group, Predicate<Instance> which) {
        var instances = group.instances().stream().filter(which).toList();
        return group.desiredCapacity() == 0 || instances.stream().anyMatch(AutoScalingFleet::isWell)
                ? ""
                : "none of %d instances of %s is healthy and in service"
                        .formatted(instances.size(), group.autoScalingGroupName());
    }

    static String version(Instance instance) {
        var template = instance.launchTemplate();
        return template == null ? "other" : template.version();
    }

    /** The latest refresh, finished or not; AWS lists the latest first. */
    Optional<InstanceRefresh> latest() throws CallFailed {
        return AwsCalls.read(() -> autoScaling.describeInstanceRefreshes(request -> request.autoScalingGroupName(name)))
                .instanceRefreshes()
                .stream()
                .findFirst();
    }

    Optional<InstanceRefresh> active() throws CallFailed {
        return latest().filter(refresh -> ACTIVE.contains(refresh.status()));
    }

    /** The version that a refresh installs; empty if it only replaces instances. */
    static String wanted(InstanceRefresh refresh) {
        var wanted = refresh.desiredConfiguration();
        return wanted == null || wanted.launchTemplate() == null
                ? ""
                : wanted.launchTemplate().version();
    }

    /** The API has no token: a refresh in progress is a separate error, and reading it shows whose it is. */
    void refresh(String template, String version) throws CallFailed {
        try {
            autoScaling.startInstanceRefresh(request -> request.autoScalingGroupName(name)
                    .desiredConfiguration(wanted -> wanted.launchTemplate(
                            spec -> spec.launchTemplateId(template).version(version)))
                    .preferences(preferences -> preferences.skipMatching(true)));
        } catch (InstanceRefreshInProgressException e) {
            if (!refreshesTo(version)) {
                throw AwsCalls.busy("another instance refresh is under way");
            }
        } catch (SdkException e) {
            var problem = AwsErrors.whileChanging(e);
            if (!problem.mayHaveHappened() || !refreshesTo(version)) {
                throw new CallFailed(problem);
            }
        }
    }

    private boolean refreshesTo(String version) throws CallFailed {
        return active().filter(refresh -> wanted(refresh).equals(version)).isPresent();
    }

    /** Returns false if no refresh is in progress any more. */
    boolean rollBack() throws CallFailed {
        try {
            autoScaling.rollbackInstanceRefresh(request -> request.autoScalingGroupName(name));
            return true;
        } catch (ActiveInstanceRefreshNotFoundException e) {
            return false;
        } catch (SdkException e) {
            throw new CallFailed(AwsErrors.whileChanging(e));
        }
    }
}
