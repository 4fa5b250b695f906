package io.nightshift.sandbox.aws;

import io.nightshift.core.json.Json;
import io.nightshift.sandbox.aws.FakeResource.Instance;
import io.nightshift.sandbox.aws.FakeResource.Item;
import java.util.List;

/**
 * The part of {@link FakeEc2} that keeps public addresses. The one network interface of {@code i-1} is {@code eni-1}.
 *
 * @see <a href="https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_DescribeAddresses.html">DescribeAddresses</a>
 */
final class FakeAddresses {

    private static final String ADDRESS = "address/";
    private static final String ASSOCIATION = "association";
    private static final String NETWORK = "interface";
    private static final String PRIVATE = "private";

    private FakeAddresses() {}

    private static String network(String instance) {
        return "eni-" + instance.substring("i-".length());
    }

    private static String assigned(String instance) {
        return "instance/" + instance + "/public";
    }

    /** The network interface of an instance, with the address that Amazon assigned to it, if it has one. */
    static String networks(Instance instance, FakeAccount account) {
        boolean has = account.items(assigned(instance.id())).stream()
                .anyMatch(item -> item.text("assigned").equals("true"));
        return Xml.of(
                "networkInterfaceSet",
                Xml.of(
                        "item",
                        Xml.text("networkInterfaceId", network(instance.id())),
                        has ? Xml.of("association", Xml.text("ipOwnerId", "amazon")) : ""));
    }

    static String describe(AwsCall call, FakeAccount account) {
        call.only("AllocationId", "Filter");
        return FakeEc2.reply(call, Xml.list("addressesSet", "item", wanted(call, account), FakeAddresses::item));
    }

    private static List<Item> wanted(AwsCall call, FakeAccount account) {
        if (call.optional("AllocationId.1").isPresent()) {
            var id = call.required("AllocationId.1");
            return List.of(account.items(ADDRESS).stream()
                    .filter(item -> item.key().equals(ADDRESS + id))
                    .findFirst()
                    .orElseThrow(() -> missing(id)));
        }
        if (!call.required("Filter.1.Name").equals("instance-id")) {
            throw AwsError.invalid(call, "the stand-in filters addresses by instance-id only");
        }
        var network = network(call.required("Filter.1.Value.1"));
        return account.items(ADDRESS).stream()
                .filter(item -> !item.text(ASSOCIATION).isEmpty())
                .filter(item -> item.text(NETWORK).equals(network))
                .toList();
    }

    private static String item(Item address) {
        var association = address.text(ASSOCIATION);
        return Xml.text("allocationId", address.key().substring(ADDRESS.length()))
                + (association.isEmpty()
                        ? ""
                        : Xml.text("associationId", association)
                                + Xml.text("networkInterfaceId", address.text(NETWORK))
                                + Xml.text("privateIpAddress", address.text(PRIVATE)))
                + Xml.tags("tagSet", "item", "key", "value", address.tags());
    }

    /** As it is, for calls that change it; a reader may see an older state. */
    private static Item address(String id, FakeAccount account) {
        return account.item(ADDRESS + id).orElseThrow(() -> missing(id));
    }

    private static AwsError missing(String id) {
        return new AwsError(400, "InvalidAllocationID.NotFound", "The allocation ID '" + id + "' does not exist");
    }

    static String release(AwsCall call, FakeAccount account) {
        call.only("AllocationId");
        account.delete(address(call.required("AllocationId"), account));
        return FakeEc2.reply(call, Xml.text("return", true));
    }

    /** An address that is associated is taken over only if that is allowed. */
    static String associate(AwsCall call, FakeAccount account) {
        call.only("AllocationId", "NetworkInterfaceId", "PrivateIpAddress", "AllowReassociation");
        var address = address(call.required("AllocationId"), account);
        if (!address.text(ASSOCIATION).isEmpty() && !call.bool("AllowReassociation")) {
            throw new AwsError(400, "Resource.AlreadyAssociated", "resource is already associated");
        }
        account.change(
                "associate",
                address.with(ASSOCIATION, "eipassoc-new")
                        .with(NETWORK, call.required("NetworkInterfaceId"))
                        .with(PRIVATE, call.required("PrivateIpAddress")));
        return FakeEc2.reply(call, Xml.text("return", true) + Xml.text("associationId", "eipassoc-new"));
    }

    static String disassociate(AwsCall call, FakeAccount account) {
        call.only("AssociationId");
        var id = call.required("AssociationId");
        var address = account.all(Item.class).stream()
                .filter(item -> item.key().startsWith(ADDRESS))
                .filter(item -> item.text(ASSOCIATION).equals(id))
                .findFirst()
                .orElseThrow(() -> new AwsError(
                        400, "InvalidAssociationID.NotFound", "The association ID '" + id + "' does not exist"));
        account.change("disassociate", address.with(ASSOCIATION, ""));
        return FakeEc2.reply(call, Xml.text("return", true));
    }

    static String assign(AwsCall call, FakeAccount account) {
        call.only("NetworkInterfaceId", "AssociatePublicIpAddress");
        var instance = "i-" + call.required("NetworkInterfaceId").substring("eni-".length());
        if (account.find(Instance.class, "instance/" + instance).isEmpty()) {
            throw new AwsError(400, "InvalidNetworkInterfaceID.NotFound", "The networkInterface ID does not exist");
        }
        account.change(
                "assign",
                Item.of(assigned(instance), Json.obj().with("assigned", call.bool("AssociatePublicIpAddress"))));
        return FakeEc2.reply(call, Xml.text("return", true));
    }
}
