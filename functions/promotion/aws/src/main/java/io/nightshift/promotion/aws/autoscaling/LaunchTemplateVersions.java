package io.nightshift.promotion.aws.autoscaling;

import io.nightshift.aws.AwsCalls;
import io.nightshift.core.act.CallFailed;
import io.nightshift.core.act.IdempotencyKey;
import io.nightshift.promotion.action.Rollout;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import software.amazon.awssdk.services.ec2.Ec2Client;
import software.amazon.awssdk.services.ec2.model.LaunchTemplateTagSpecification;
import software.amazon.awssdk.services.ec2.model.LaunchTemplateTagSpecificationRequest;
import software.amazon.awssdk.services.ec2.model.LaunchTemplateVersion;
import software.amazon.awssdk.services.ec2.model.ResourceType;
import software.amazon.awssdk.services.ec2.model.Tag;

/**
 * The versions of a launch template. An instance's image is a tag of the instance; the software that starts on it reads the
 * tag from the instance's metadata.
 */
record LaunchTemplateVersions(Ec2Client ec2, String template) {

    /** {@code IMAGE@DIGEST}. */
    static final String IMAGE = "nightshift:image";

    LaunchTemplateVersion read(String version) throws CallFailed {
        return AwsCalls.read(() -> ec2.describeLaunchTemplateVersions(
                        request -> request.launchTemplateId(template).versions(version)))
                .launchTemplateVersions()
                .stream()
                .findFirst()
                .orElseThrow(() -> AwsCalls.refused("NotFound", "there is no version " + version + " of " + template));
    }

    /** Empty if it has no tag of Nightshift. */
    static String image(LaunchTemplateVersion version) {
        return specifications(version).stream()
                .filter(one -> one.resourceType() == ResourceType.INSTANCE)
                .flatMap(one -> one.tags().stream())
                .filter(tag -> IMAGE.equals(tag.key()))
                .map(Tag::value)
                .findFirst()
                .orElse("");
    }

    private static List<LaunchTemplateTagSpecification> specifications(LaunchTemplateVersion version) {
        return version.launchTemplateData() == null
                ? List.of()
                : version.launchTemplateData().tagSpecifications();
    }

    /** The latest version with that image that was created after the baseline. */
    Optional<String> made(Rollout rollout, String baseline) throws CallFailed {
        long after = Long.parseLong(baseline);
        return AwsCalls.read(() -> ec2
                .describeLaunchTemplateVersionsPaginator(
                        request -> request.launchTemplateId(template).minVersion(String.valueOf(after + 1)))
                .launchTemplateVersions()
                .stream()
                .filter(version -> version.versionNumber() > after)
                .filter(version -> image(version).equals(rollout.reference()))
                .max(Comparator.comparing(LaunchTemplateVersion::versionNumber))
                .map(version -> String.valueOf(version.versionNumber())));
    }

    /** Creates a version from the baseline with another tag; the token ensures one version for a call and its retries. */
    String make(Rollout rollout, String baseline, IdempotencyKey key) throws CallFailed {
        var tags = tagged(specifications(read(baseline)), rollout.reference());
        return String.valueOf(AwsCalls.change(
                        () -> ec2.createLaunchTemplateVersion(request -> request.launchTemplateId(template)
                                .sourceVersion(baseline)
                                .clientToken(key.token())
                                .launchTemplateData(data -> data.tagSpecifications(tags))))
                .launchTemplateVersion()
                .versionNumber());
    }

    /** Tags are replaced as a whole: the source's tags would be lost. */
    private static List<LaunchTemplateTagSpecificationRequest> tagged(
            List<LaunchTemplateTagSpecification> before, String image) {
        var all = new ArrayList<LaunchTemplateTagSpecificationRequest>();
        var ours = new ArrayList<>(List.of(Tag.builder().key(IMAGE).value(image).build()));
        for (var one : before) {
            if (one.resourceType() == ResourceType.INSTANCE) {
                one.tags().stream().filter(tag -> !tag.key().equals(IMAGE)).forEach(ours::add);
            } else {
                all.add(specification(one.resourceType(), one.tags()));
            }
        }
        all.add(specification(ResourceType.INSTANCE, ours));
        return all;
    }

    private static LaunchTemplateTagSpecificationRequest specification(ResourceType type, List<Tag> tags) {
        return LaunchTemplateTagSpecificationRequest.builder()
                .resourceType(type)
                .tags(tags)
                .build();
    }
}
