package io.nightshift.sandbox.aws;

import io.nightshift.sandbox.aws.FakeResource.Item;
import java.util.List;

/** The part of {@link FakeLoadBalancing} that keeps load balancers and their listeners, by ARN. */
final class FakeBalancers {

    private static final String PROTECTION = "deletion_protection.enabled";

    private FakeBalancers() {}

    private static Item seen(AwsCall call, FakeAccount account, String name, String code) {
        var arn = call.required(name);
        return account.items(arn).stream()
                .filter(item -> item.key().equals(arn))
                .findFirst()
                .orElseThrow(() -> new AwsError(400, code, "'" + arn + "' not found"));
    }

    static String attributes(AwsCall call, FakeAccount account) {
        call.only("LoadBalancerArn");
        return attributes(call, seen(call, account, "LoadBalancerArn", "LoadBalancerNotFound"));
    }

    private static String attributes(AwsCall call, Item item) {
        return FakeService.query(
                call,
                FakeLoadBalancing.NAMESPACE,
                Xml.of(
                        "Attributes",
                        Xml.of("member", Xml.text("Key", "idle_timeout.timeout_seconds"), Xml.text("Value", 60)),
                        Xml.of("member", Xml.text("Key", PROTECTION), Xml.text("Value", item.text(PROTECTION)))));
    }

    static String modify(AwsCall call, FakeAccount account) {
        call.only("LoadBalancerArn", "Attributes");
        var item = seen(call, account, "LoadBalancerArn", "LoadBalancerNotFound");
        if (!call.required("Attributes.member.1.Key").equals(PROTECTION)) {
            throw AwsError.invalid(call, "only " + PROTECTION + " is kept here");
        }
        var changed = item.with(PROTECTION, call.bool("Attributes.member.1.Value"));
        account.change("modify", changed);
        return attributes(call, changed);
    }

    static String listener(AwsCall call, FakeAccount account) {
        call.only("ListenerArns", "LoadBalancerArn");
        var balancer = call.optional("LoadBalancerArn");
        return balancer.isPresent()
                ? listeners(call, ofBalancer(account, balancer.get()))
                : listeners(call, List.of(seen(call, account, "ListenerArns.member.1", "ListenerNotFound")));
    }

    private static List<Item> ofBalancer(FakeAccount account, String arn) {
        var listeners = arn.replace(":loadbalancer/", ":listener/") + "/";
        return account.seen(Item.class).stream()
                .filter(item -> item.key().startsWith(listeners))
                .toList();
    }

    private static String listeners(AwsCall call, List<Item> items) {
        return FakeService.query(
                call, FakeLoadBalancing.NAMESPACE, Xml.list("Listeners", "member", items, FakeBalancers::listener));
    }

    private static String listener(Item item) {
        var balancer = item.key().substring(0, item.key().lastIndexOf('/')).replace(":listener/", ":loadbalancer/");
        return Xml.text("ListenerArn", item.key())
                + Xml.text("LoadBalancerArn", balancer)
                + Xml.text("Protocol", item.text("protocol"))
                + Xml.text("Port", item.text("protocol").equals("HTTPS") ? 443 : 80)
                + Xml.of("DefaultActions", FakeListenerActions.write(item));
    }

    static String modifyListener(AwsCall call, FakeAccount account) {
        call.only("ListenerArn", "DefaultActions");
        var item = seen(call, account, "ListenerArn", "ListenerNotFound");
        var changed = item.with("actions", FakeListenerActions.read(call));
        account.change("modify", changed);
        return listeners(call, List.of(changed));
    }

    /** The tags of listeners' rules, and of load balancers and listeners. */
    static String tags(AwsCall call, FakeAccount account) {
        if (account.items(call.required("ResourceArns.member.1")).isEmpty()) {
            return FakeListenerRules.tags(call, account);
        }
        call.only("ResourceArns");
        var item = seen(call, account, "ResourceArns.member.1", "LoadBalancerNotFound");
        return FakeService.query(
                call,
                FakeLoadBalancing.NAMESPACE,
                Xml.of(
                        "TagDescriptions",
                        Xml.of(
                                "member",
                                Xml.text("ResourceArn", item.key()),
                                Xml.tags("Tags", "member", "Key", "Value", item.tags()))));
    }
}
