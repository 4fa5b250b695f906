package io.nightshift.sandbox.aws;

import io.nightshift.sandbox.aws.FakeResource.TemplateVersion;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The part of {@link FakeEc2} that keeps launch templates. */
final class FakeLaunchTemplates {

    private FakeLaunchTemplates() {}

    private static List<TemplateVersion> versions(List<TemplateVersion> all, AwsCall call) {
        var template = call.required("LaunchTemplateId");
        var found = all.stream()
                .filter(version -> version.template().equals(template))
                .sorted(Comparator.comparing(TemplateVersion::number).reversed())
                .toList();
        if (found.isEmpty()) {
            throw new AwsError(
                    400, "InvalidLaunchTemplateId.NotFound", "The specified launch template does not exist.");
        }
        return found;
    }

    static String describe(AwsCall call, FakeAccount account) {
        call.only("LaunchTemplateId", "LaunchTemplateVersion", "MinVersion", "NextToken", "MaxResults");
        var all = versions(account.seen(TemplateVersion.class), call);
        var asked = call.list("LaunchTemplateVersion");
        int from = call.optional("MinVersion").map(Integer::valueOf).orElse(0);
        var found = all.stream()
                .filter(version -> asked.isEmpty() || asked.stream().anyMatch(one -> is(version, one, all)))
                .filter(version -> version.number() >= from)
                .toList();
        var part = ReplyPage.of(found, call.optional("NextToken"));
        return FakeEc2.reply(
                call,
                Xml.list("launchTemplateVersionSet", "item", part.items(), FakeLaunchTemplates::write)
                        + Xml.next("nextToken", part.next()));
    }

    private static boolean is(TemplateVersion version, String asked, List<TemplateVersion> latestFirst) {
        return switch (asked) {
            case "$Latest" -> version.equals(latestFirst.getFirst());
            case "$Default" -> version.equals(latestFirst.getLast());
            default -> String.valueOf(version.number()).equals(asked);
        };
    }

    private static String write(TemplateVersion version) {
        var tags = Xml.of(
                "item",
                Xml.text("resourceType", "instance"),
                Xml.tags("tagSet", "item", "key", "value", version.tags()));
        return Xml.text("launchTemplateId", version.template())
                + Xml.text("versionNumber", version.number())
                + Xml.of(
                        "launchTemplateData",
                        Xml.text("imageId", version.imageId()),
                        Xml.of("tagSpecificationSet", tags));
    }

    static String create(AwsCall call, FakeAccount account) {
        call.only("LaunchTemplateId", "SourceVersion", "ClientToken", "LaunchTemplateData", "VersionDescription");
        var all = versions(account.all(TemplateVersion.class), call);
        var token = call.required("ClientToken");
        var source = all.stream()
                .filter(version -> is(version, call.required("SourceVersion"), all))
                .findFirst()
                .orElseThrow(() -> new AwsError(
                        400, "InvalidLaunchTemplateId.VersionNotFound", "Could not find the source version."));
        var made = all.stream()
                .filter(version -> version.token().equals(token))
                .findFirst()
                .orElseGet(() -> new TemplateVersion(
                        source.template(), all.getFirst().number() + 1, source.imageId(), tags(call), token));
        account.change("create-template-version", made);
        return FakeEc2.reply(call, Xml.of("launchTemplateVersion", write(made)));
    }

    private static Map<String, String> tags(AwsCall call) {
        var tags = new TreeMap<String, String>();
        var list = "LaunchTemplateData.TagSpecification.1.";
        if (!call.required(list + "ResourceType").equals("instance")) {
            throw AwsError.invalid(call, "only tags of instances are played here");
        }
        for (int i = 1; call.optional(list + "Tag." + i + ".Key").isPresent(); i++) {
            tags.put(call.required(list + "Tag." + i + ".Key"), call.required(list + "Tag." + i + ".Value"));
        }
        return tags;
    }
}
