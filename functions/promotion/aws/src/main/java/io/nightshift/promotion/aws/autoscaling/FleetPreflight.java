package io.nightshift.promotion.aws.autoscaling;

import io.nightshift.core.act.CallFailed;
import io.nightshift.core.json.Json;
import io.nightshift.promotion.action.Rollout;
import io.nightshift.promotion.answer.Preflight;
import io.nightshift.promotion.answer.Preflight.Finding;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import software.amazon.awssdk.services.autoscaling.model.AutoScalingGroup;
import software.amazon.awssdk.services.ec2.model.LaunchTemplateVersion;

/** The preflight of a group. */
record FleetPreflight(AutoScalingFleet fleet, Rollout rollout) {

    Preflight look() throws CallFailed {
        var group = fleet.read();
        var problems = new ArrayList<Finding>();
        settled(group, problems);
        if (group.launchTemplate() == null) {
            problems.add(new Finding(
                    "NoLaunchTemplate",
                    "the group has no launch template of its own (a launch configuration or a mixed instances policy):"
                            + " there are no versions to refresh it to",
                    false));
            return new Preflight(Json.obj(), 0, problems);
        }
        var version = AutoScalingFleet.version(group);
        var template = group.launchTemplate().launchTemplateId();
        var serving = new LaunchTemplateVersions(fleet.apis().ec2(), template).read(version);
        reversible(version, serving, problems);
        var image = LaunchTemplateVersions.image(serving);
        var digest = image.substring(image.indexOf('@') + 1);
        return new Preflight(
                baseline(version, template, digest),
                digest.equals(rollout.digest()) ? 100 : 0,
                problems,
                AutoScalingFleet.down(group, one -> true));
    }

    private Json.Obj baseline(String version, String template, String digest) {
        return Json.obj()
                .with("version", version)
                .with("digest", digest)
                .with("template", template)
                .with(
                        "command",
                        "aws autoscaling start-instance-refresh --region %s --auto-scaling-group-name '%s' --preferences SkipMatching=true --desired-configuration 'LaunchTemplate={LaunchTemplateId=%s,Version=%s}'"
                                .formatted(
                                        fleet.apis().region(), fleet.name().replace("'", "'\\''"), template, version));
    }

    private void settled(AutoScalingGroup group, List<Finding> problems) throws CallFailed {
        if (fleet.active().isPresent()) {
            problems.add(new Finding("DeploymentInProgress", "an instance refresh is under way", true));
            return;
        }
        long well = group.instances().stream().filter(AutoScalingFleet::isWell).count();
        if (well > 0 && well < group.desiredCapacity()) {
            problems.add(new Finding(
                    "Unhealthy",
                    "only %d of %d instances are healthy and in service".formatted(well, group.desiredCapacity()),
                    true));
        }
    }

    /** @see <a href="https://docs.aws.amazon.com/autoscaling/ec2/userguide/instance-refresh-rollback.html">Rollback</a> */
    private static void reversible(String version, LaunchTemplateVersion serving, List<Finding> problems) {
        if (version.startsWith("$")) {
            problems.add(new Finding(
                    "Irreversible",
                    "the group uses version " + version + " of its launch template, which moves: give it a number",
                    false));
        }
        var image = Optional.ofNullable(serving.launchTemplateData())
                .map(data -> data.imageId())
                .orElse("");
        if (image.startsWith("resolve:ssm:")) {
            problems.add(new Finding(
                    "Irreversible",
                    "the launch template takes its machine image from a parameter, which moves: name an image",
                    false));
        }
    }
}
