package io.nightshift.promotion.aws.autoscaling;

import io.nightshift.core.signal.Resource;
import io.nightshift.core.signal.Resource.Kinds;
import io.nightshift.promotion.aws.PromotionStandIn;
import io.nightshift.promotion.sandbox.TargetUnderTest;
import io.nightshift.promotion.target.TargetPlatform;
import io.nightshift.sandbox.aws.FakeResource.Group;
import io.nightshift.sandbox.aws.FakeResource.GroupTemplate;
import io.nightshift.sandbox.aws.FakeResource.Member;
import io.nightshift.sandbox.aws.FakeResource.TemplateVersion;
import java.util.List;
import java.util.Map;

/** The group {@code web} of four instances of version 9; version 3 is what somebody goes to by hand. */
record GroupStand(PromotionStandIn cloud) implements TargetUnderTest {

    static final String IMAGE = PromotionStandIn.REGISTRY + "/shop/web";
    static final String TEMPLATE = "lt-0123456789abcdef0";
    private static final String OTHER = "sha256:" + "b".repeat(64);

    static GroupStand in(PromotionStandIn cloud) {
        cloud.aws.place(
                Group.of("web", 6, "i-1", "i-2", "i-3", "i-4").tagged(Map.of("team", "shop")),
                version(3, OTHER),
                version(9, OLD));
        var stand = new GroupStand(cloud);
        stand.runs("9");
        return stand;
    }

    static TemplateVersion version(int number, String digest) {
        return new TemplateVersion(
                TEMPLATE,
                number,
                "ami-1",
                Map.of("team", "shop", LaunchTemplateVersions.IMAGE, IMAGE + "@" + digest),
                "");
    }

    void runs(String version) {
        cloud.aws.place(new GroupTemplate(
                "web", TEMPLATE, version, Map.of("i-1", version, "i-2", version, "i-3", version, "i-4", version)));
    }

    @Override
    public TargetPlatform platform() {
        return new AutoScalingGroups(cloud.regions);
    }

    @Override
    public Resource target() {
        return PromotionStandIn.resource(Kinds.AUTO_SCALING_GROUP, "web");
    }

    @Override
    public String image() {
        return IMAGE;
    }

    @Override
    public void settle() {
        cloud.aws.settle();
    }

    @Override
    public void changeByHand() {
        runs("3");
    }

    GroupTemplate template() {
        return cloud.aws.thing(GroupTemplate.class, "group-template/web");
    }

    List<TemplateVersion> versions() {
        return cloud.aws.things(TemplateVersion.class).stream()
                .filter(version -> version.tags()
                        .getOrDefault(LaunchTemplateVersions.IMAGE, "")
                        .endsWith(NEW))
                .toList();
    }

    @Override
    public boolean crash(String digest) {
        var numbers = cloud.aws.things(TemplateVersion.class).stream()
                .filter(one -> one.tags()
                        .getOrDefault(LaunchTemplateVersions.IMAGE, "")
                        .endsWith(digest))
                .map(one -> String.valueOf(one.number()))
                .toList();
        var runs = template().instances();
        cloud.aws.alter(
                Group.class,
                "group/web",
                group -> group.with(group.members().stream()
                        .map(one -> numbers.contains(runs.get(one.instance()))
                                ? new Member(one.instance(), "Unhealthy", "InService")
                                : one)
                        .toList()));
        return true;
    }

    @Override
    public int shareOfNew() {
        var numbers = versions().stream()
                .map(version -> String.valueOf(version.number()))
                .toList();
        var instances = template().instances().values();
        return (int) (100 * instances.stream().filter(numbers::contains).count() / instances.size());
    }

    @Override
    public int versionsOfNew() {
        return versions().size();
    }

    @Override
    public boolean splits() {
        return false;
    }
}
