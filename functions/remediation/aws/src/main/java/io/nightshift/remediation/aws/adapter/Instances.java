package io.nightshift.remediation.aws.adapter;

import io.nightshift.aws.AwsRegionApis;
import io.nightshift.core.act.Actor;
import io.nightshift.core.signal.Resource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import software.amazon.awssdk.services.autoscaling.model.AutoScalingGroup;
import software.amazon.awssdk.services.ec2.model.Ec2Exception;
import software.amazon.awssdk.services.ec2.model.Instance;

/** An EC2 instance and its group. */
record Instances(AwsRegionApis apis, Resource target) {

    /** EC2 forgets a terminated instance after about an hour and then responds that it does not exist. */
    static final List<String> UNKNOWN = List.of("InvalidInstanceID.NotFound", "InvalidInstanceID.Malformed");

    /**
     * The state before an act.
     *
     * @param tags the instance's own, in addition to its group's: an owner who opts out a group also means its members
     */
    record Seen(
            Instance instance,
            Optional<AutoScalingGroup> group,
            Map<String, String> tags,
            Optional<Actor.Group> numbers) {
        String state() {
            return instance.state().nameAsString();
        }
    }

    Optional<Seen> look() {
        return find().map(instance -> {
            var groups = new GroupReader(apis);
            var group = groups.of(target.name());
            var tags = new TreeMap<>(group.map(GroupReader::tags).orElse(Map.of()));
            instance.tags().forEach(tag -> tags.put(tag.key(), tag.value()));
            return new Seen(
                    instance, group, tags, group.map(found -> groups.numbers(found, target.origin(), target.name())));
        });
    }

    Optional<Instance> find() {
        try {
            return apis.ec2().describeInstances(request -> request.instanceIds(target.name())).reservations().stream()
                    .flatMap(reservation -> reservation.instances().stream())
                    .filter(instance -> instance.instanceId().equals(target.name()))
                    .findFirst();
        } catch (Ec2Exception e) {
            if (UNKNOWN.contains(e.awsErrorDetails().errorCode())) {
                return Optional.empty();
            }
            throw e;
        }
    }
}
