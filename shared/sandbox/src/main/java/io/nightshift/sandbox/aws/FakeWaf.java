package io.nightshift.sandbox.aws;

import io.nightshift.core.json.Json;
import io.nightshift.core.json.JsonException;
import io.nightshift.sandbox.aws.FakeResource.Item;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.HexFormat;
import java.util.List;

/** IP sets of AWS WAF. @see <a href="https://docs.aws.amazon.com/waf/latest/APIReference/">WAFV2 JSON 1.1 API</a> */
final class FakeWaf implements FakeService {

    private static final String ADDRESSES = "Addresses";
    private static final String TOKEN = "LockToken";

    @Override
    public String answer(AwsCall call, FakeAccount account) {
        return switch (call.operation()) {
            case "GetIPSet" -> get(call, account).text();
            case "UpdateIPSet" -> update(call, account).text();
            case "ListTagsForResource" -> tags(call, account).text();
            default -> throw FakeService.unknown(call);
        };
    }

    private static AwsError missing() {
        return new AwsError(400, "WAFNonexistentItemException", "AWS WAF couldn't perform the operation.");
    }

    private static String key(AwsCall call) {
        if (!List.of("REGIONAL", "CLOUDFRONT").contains(call.text("Scope"))) {
            throw new AwsError(400, "WAFInvalidParameterException", "SCOPE_VALUE");
        }
        return "ip-set/" + call.text("Name") + "/" + call.text("Id");
    }

    private static Json.Obj get(AwsCall call, FakeAccount account) {
        call.only("Name", "Scope", "Id");
        var key = key(call);
        var set = account.items("ip-set/").stream()
                .filter(item -> item.key().equals(key))
                .findFirst()
                .orElseThrow(FakeWaf::missing);
        return Json.obj()
                .with(
                        "IPSet",
                        Json.obj()
                                .with("Name", call.text("Name"))
                                .with("Id", call.text("Id"))
                                .with("ARN", arn(key))
                                .with("IPAddressVersion", set.text("IPAddressVersion"))
                                .with(ADDRESSES, Json.strings(set.texts(ADDRESSES))))
                .with(TOKEN, set.text(TOKEN));
    }

    private static String arn(String key) {
        return AwsStandIn.arn("wafv2", "regional/" + key.replace("ip-set", "ipset"));
    }

    private static Json.Obj update(AwsCall call, FakeAccount account) {
        call.only("Name", "Scope", "Id", "Description", ADDRESSES, TOKEN);
        var set = account.item(key(call)).orElseThrow(FakeWaf::missing);
        if (!call.text(TOKEN).equals(set.text(TOKEN))) {
            throw new AwsError(400, "WAFOptimisticLockException", "AWS WAF couldn't save your changes.");
        }
        try {
            var addresses = call.json().at(ADDRESSES).strings();
            boolean six = set.text("IPAddressVersion").equals("IPV6");
            if (!addresses.stream().allMatch(address -> address.contains("/") && address.contains(":") == six)) {
                throw new AwsError(400, "WAFInvalidParameterException", "IP_ADDRESS");
            }
            var next = set.text(TOKEN) + "'";
            account.change(
                    "update",
                    set.with(
                                    ADDRESSES,
                                    Json.strings(addresses.stream()
                                            .map(FakeWaf::inFull)
                                            .toList()))
                            .with(TOKEN, next));
            return Json.obj().with("NextLockToken", next);
        } catch (JsonException e) {
            throw AwsError.missing(call, ADDRESSES);
        }
    }

    /** WAF keeps an IPv6 address with all its digits: {@code 2001:0db8:0000:0000:0000:0000:0000:0001/128}. */
    private static String inFull(String range) {
        int slash = range.indexOf('/');
        if (!range.contains(":")) {
            return range;
        }
        try {
            var bytes = HexFormat.of()
                    .formatHex(InetAddress.getByName(range.substring(0, slash)).getAddress());
            return bytes.replaceAll("(....)(?=.)", "$1:") + range.substring(slash);
        } catch (UnknownHostException e) {
            throw new AwsError(400, "WAFInvalidParameterException", "IP_ADDRESS");
        }
    }

    private static Json.Obj tags(AwsCall call, FakeAccount account) {
        call.only("ResourceARN", "Limit", "NextMarker");
        return account.items("ip-set/").stream()
                .filter(item -> arn(item.key()).equals(call.text("ResourceARN")))
                .findFirst()
                .map(FakeWaf::tagInfo)
                .orElseThrow(FakeWaf::missing);
    }

    private static Json.Obj tagInfo(Item item) {
        return Json.obj()
                .with(
                        "TagInfoForResource",
                        Json.obj()
                                .with("ResourceARN", arn(item.key()))
                                .with("TagList", AwsProtocols.tags(item.tags())));
    }
}
