package io.nightshift.sandbox.aws;

import io.nightshift.core.json.Json;
import io.nightshift.sandbox.aws.FakeResource.Item;

/** The part of {@link FakeEc2} that keeps networks, subnets and their flow logs; each resource has one at most. */
final class FakeNetworks {

    private static final String DESTINATION = "destination";

    private FakeNetworks() {}

    /** @param name of the type of resource, such as Vpc */
    static String describe(AwsCall call, FakeAccount account, String name) {
        call.only(name + "Id");
        var id = call.required(name + "Id.1");
        var type = Character.toLowerCase(name.charAt(0)) + name.substring(1);
        var item = account.items(id).stream()
                .filter(one -> one.key().equals(id))
                .findFirst()
                .orElseThrow(() -> missing(name, id));
        return FakeEc2.reply(
                call,
                Xml.of(
                        type + "Set",
                        Xml.of(
                                "item",
                                Xml.text(type + "Id", id),
                                Xml.tags("tagSet", "item", "key", "value", item.tags()))));
    }

    private static AwsError missing(String name, String id) {
        return new AwsError(
                400, name.equals("Vpc") ? "InvalidVpcID.NotFound" : "InvalidSubnetID.NotFound", id + " does not exist");
    }

    static String logs(AwsCall call, FakeAccount account) {
        call.only("Filter", "NextToken");
        if (!call.required("Filter.1.Name").equals("resource-id")) {
            throw AwsError.invalid(call, "only resource-id is a filter here");
        }
        var key = "flow-log/" + call.required("Filter.1.Value.1");
        return FakeEc2.reply(
                call,
                Xml.list(
                        "flowLogSet",
                        "item",
                        account.items(key).stream()
                                .filter(item -> !item.text(DESTINATION).isEmpty())
                                .toList(),
                        item -> Xml.text("flowLogId", item.key())
                                + Xml.text("flowLogStatus", "ACTIVE")
                                + Xml.text("logDestination", item.text(DESTINATION))));
    }

    static String create(AwsCall call, FakeAccount account) {
        call.only("ResourceId", "ResourceType", "TrafficType", "LogDestinationType", "LogDestination");
        if (!call.required("LogDestinationType").equals("s3")) {
            throw AwsError.invalid(call, "only s3 is a destination here");
        }
        var id = call.required("ResourceId.1");
        if (account.item(id).isEmpty()) {
            throw missing(call.required("ResourceType").equals("VPC") ? "Vpc" : "Subnet", id);
        }
        var key = "flow-log/" + id;
        if (account.item(key).filter(log -> !log.text(DESTINATION).isEmpty()).isPresent()) {
            return FakeEc2.reply(
                    call,
                    Xml.of(
                            "unsuccessful",
                            Xml.of(
                                    "item",
                                    Xml.text("resourceId", id),
                                    Xml.of("error", Xml.text("code", "FlowLogAlreadyExists")))));
        }
        account.change("create", Item.of(key, Json.obj().with(DESTINATION, call.required("LogDestination"))));
        return FakeEc2.reply(call, Xml.of("flowLogIdSet", Xml.text("item", key)));
    }

    static String delete(AwsCall call, FakeAccount account) {
        call.only("FlowLogId");
        account.change("delete", Item.of(call.required("FlowLogId.1"), Json.Obj.EMPTY));
        return FakeEc2.reply(call, Xml.of("unsuccessful"));
    }
}
