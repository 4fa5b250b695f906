package io.nightshift.sandbox.aws;

import io.nightshift.core.json.Json;
import io.nightshift.sandbox.aws.FakeResource.Instance;
import io.nightshift.sandbox.aws.FakeResource.Item;
import java.util.List;
import java.util.TreeMap;

/** The part of {@link FakeEc2} that takes, lists and deletes snapshots of volumes. */
final class FakeSnapshots {

    private static final String TYPE = "snapshot/";

    private FakeSnapshots() {}

    static String describe(AwsCall call, FakeAccount account) {
        call.only("SnapshotId", "Owner", "Filter", "NextToken", "MaxResults");
        var found =
                account.items(TYPE).stream().filter(item -> matches(call, item)).toList();
        if (found.isEmpty() && call.optional("SnapshotId.1").isPresent()) {
            throw missing(call.required("SnapshotId.1"));
        }
        var page = ReplyPage.of(found, call.optional("NextToken"));
        return FakeEc2.reply(
                call,
                Xml.list("snapshotSet", "item", page.items(), FakeSnapshots::write)
                        + Xml.next("nextToken", page.next()));
    }

    private static boolean matches(AwsCall call, Item item) {
        if (call.optional("SnapshotId.1").isPresent()) {
            return item.key().equals(TYPE + call.required("SnapshotId.1"));
        }
        for (int i = 1; i == 1 || call.optional("Filter." + i + ".Name").isPresent(); i++) {
            var value = call.required("Filter." + i + ".Value.1");
            var name = call.required("Filter." + i + ".Name");
            var found = name.equals("volume-id")
                    ? item.text("volume")
                    : item.tags().getOrDefault(name.substring("tag:".length()), "");
            if (!value.equals(found)) {
                return false;
            }
        }
        return true;
    }

    private static AwsError missing(String id) {
        return new AwsError(400, "InvalidSnapshot.NotFound", "The snapshot '" + id + "' does not exist.");
    }

    private static String write(Item item) {
        var start = item.text("startTime");
        return Xml.text("snapshotId", item.key().substring(TYPE.length()))
                + Xml.text("volumeId", item.text("volume"))
                + Xml.text("status", "completed")
                + Xml.text("startTime", start.isEmpty() ? "2026-01-01T00:00:00.000Z" : start)
                + Xml.tags("tagSet", "item", "key", "value", item.tags());
    }

    static String create(AwsCall call, FakeAccount account) {
        call.only("VolumeId", "TagSpecification");
        var volume = call.required("VolumeId");
        if (account.item("volume/" + volume).isEmpty()) {
            throw new AwsError(400, "InvalidVolume.NotFound", "The volume '" + volume + "' does not exist.");
        }
        return FakeEc2.reply(call, write(take(call, account, volume)));
    }

    private static Item take(AwsCall call, FakeAccount account, String volume) {
        var tags = new TreeMap<String, String>();
        for (int i = 1;
                i == 1 || call.optional("TagSpecification.1.Tag." + i + ".Key").isPresent();
                i++) {
            var tag = "TagSpecification.1.Tag." + i + ".";
            tags.put(call.required(tag + "Key"), call.required(tag + "Value"));
        }
        var taken = new Item(
                TYPE + "snap-new" + account.changes().size(),
                Json.obj()
                        .with("volume", volume)
                        .with("startTime", account.time().toString()),
                tags);
        account.change("take", taken);
        return taken;
    }

    /** Of all volumes of an instance; each instance has one here. */
    static String createAll(AwsCall call, FakeAccount account) {
        call.only("InstanceSpecification", "TagSpecification");
        var instance = call.required("InstanceSpecification.InstanceId");
        if (account.find(Instance.class, "instance/" + instance).isEmpty()) {
            throw new AwsError(400, "InvalidInstanceID.NotFound", "The instance ID does not exist");
        }
        return FakeEc2.reply(
                call,
                Xml.list(
                        "snapshotSet",
                        "item",
                        List.of(take(call, account, "vol-of-" + instance)),
                        FakeSnapshots::write));
    }

    static String delete(AwsCall call, FakeAccount account) {
        call.only("SnapshotId");
        var id = call.required("SnapshotId");
        account.delete(account.item(TYPE + id).orElseThrow(() -> missing(id)));
        return FakeEc2.reply(call, Xml.text("return", true));
    }
}
