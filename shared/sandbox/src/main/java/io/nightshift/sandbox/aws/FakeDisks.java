package io.nightshift.sandbox.aws;

import io.nightshift.core.json.Json;
import io.nightshift.sandbox.aws.FakeResource.Item;
import java.util.List;

/** The part of {@link FakeEc2} that keeps volumes, snapshots and images. */
final class FakeDisks {

    private static final String PUBLIC = "public";

    private FakeDisks() {}

    private static Item seen(AwsCall call, FakeAccount account, String list, String type, String code) {
        var id = call.required(list);
        return account.items(type).stream()
                .filter(item -> item.key().equals(type + id))
                .findFirst()
                .orElseThrow(() -> missing(code, id));
    }

    private static Item item(FakeAccount account, String type, String id, String code) {
        return account.item(type + id).orElseThrow(() -> missing(code, id));
    }

    private static AwsError missing(String code, String id) {
        return new AwsError(400, code, "'" + id + "' does not exist");
    }

    private static String tags(Item item) {
        return Xml.tags("tagSet", "item", "key", "value", item.tags());
    }

    static String sharing(AwsCall call, FakeAccount account) {
        call.only("SnapshotId", "Attribute");
        if (!call.required("Attribute").equals("createVolumePermission")) {
            throw AwsError.invalid(call, "only createVolumePermission is kept here");
        }
        var item = seen(call, account, "SnapshotId", "snapshot/", "InvalidSnapshot.NotFound");
        return FakeEc2.reply(
                call,
                Xml.text("snapshotId", call.required("SnapshotId"))
                        + Xml.of(
                                "createVolumePermission",
                                item.text(PUBLIC).equals("true") ? Xml.of("item", Xml.text("group", "all")) : ""));
    }

    static String share(AwsCall call, FakeAccount account) {
        call.only("SnapshotId", "Attribute", "OperationType", "UserGroup");
        var item = item(account, "snapshot/", call.required("SnapshotId"), "InvalidSnapshot.NotFound");
        account.change("share", item.with(PUBLIC, adds(call)));
        return FakeEc2.reply(call, Xml.text("return", true));
    }

    private static boolean adds(AwsCall call) {
        if (!call.list("UserGroup").equals(List.of("all"))) {
            throw AwsError.invalid(call, "the only group is all");
        }
        return switch (call.required("OperationType")) {
            case "add" -> true;
            case "remove" -> false;
            default -> throw AwsError.invalid(call, "OperationType must be add or remove");
        };
    }

    static String images(AwsCall call, FakeAccount account) {
        call.only("ImageId");
        var item = seen(call, account, "ImageId.1", "image/", "InvalidAMIID.NotFound");
        return FakeEc2.reply(
                call,
                Xml.of(
                        "imagesSet",
                        Xml.of(
                                "item",
                                Xml.text("imageId", call.required("ImageId.1")),
                                Xml.text("isPublic", item.text(PUBLIC).equals("true")),
                                tags(item))));
    }

    static String shareImage(AwsCall call, FakeAccount account) {
        call.only("ImageId", "Attribute", "OperationType", "UserGroup");
        if (!call.required("Attribute").equals("launchPermission")) {
            throw AwsError.invalid(call, "only launchPermission is kept here");
        }
        var item = item(account, "image/", call.required("ImageId"), "InvalidAMIID.NotFound");
        account.change("share", item.with(PUBLIC, adds(call)));
        return FakeEc2.reply(call, Xml.text("return", true));
    }

    static String volumes(AwsCall call, FakeAccount account) {
        call.only("VolumeId");
        var item = seen(call, account, "VolumeId.1", "volume/", "InvalidVolume.NotFound");
        return FakeEc2.reply(
                call,
                Xml.of(
                        "volumeSet",
                        Xml.of(
                                "item",
                                Xml.text("volumeId", call.required("VolumeId.1")),
                                Xml.text("size", item.text("size")),
                                Xml.text("status", item.text("status")),
                                tags(item))));
    }

    static String grow(AwsCall call, FakeAccount account) {
        call.only("VolumeId", "Size");
        var item = item(account, "volume/", call.required("VolumeId"), "InvalidVolume.NotFound");
        int size = call.number("Size");
        if (size < Integer.parseInt(item.text("size"))) {
            throw AwsError.invalid(call, "New size cannot be smaller than existing size");
        }
        account.change("grow", item.with("size", Json.of(size)));
        return FakeEc2.reply(
                call,
                Xml.of(
                        "volumeModification",
                        Xml.text("volumeId", call.required("VolumeId")),
                        Xml.text("targetSize", size),
                        Xml.text("modificationState", "modifying")));
    }

    static String delete(AwsCall call, FakeAccount account) {
        call.only("VolumeId");
        var volume = item(account, "volume/", call.required("VolumeId"), "InvalidVolume.NotFound");
        if (!volume.text("status").equals("available")) {
            throw new AwsError(400, "VolumeInUse", "The volume is in use");
        }
        account.delete(volume);
        return FakeEc2.reply(call, Xml.text("return", true));
    }
}
