package io.nightshift.remediation.aws.adapter;

import io.nightshift.aws.AwsRegionApis;
import io.nightshift.remediation.action.DeclaredAction;
import io.nightshift.remediation.execution.Setting;
import io.nightshift.remediation.execution.Setting.State;
import java.util.ArrayList;
import java.util.Locale;
import java.util.Optional;
import software.amazon.awssdk.services.wafv2.model.GetIpSetResponse;
import software.amazon.awssdk.services.wafv2.model.Scope;
import software.amazon.awssdk.services.wafv2.model.Tag;
import software.amazon.awssdk.services.wafv2.model.WafOptimisticLockException;

/**
 * Whether an IP set of AWS WAF contains a range. An update replaces the whole set, under the lock token of a read.
 *
 * @param scope {@code regional}, or {@code global} for CloudFront
 * @see <a href="https://docs.aws.amazon.com/waf/latest/APIReference/API_UpdateIPSet.html">UpdateIPSet</a>
 */
record AddressSets(AwsRegionApis apis, Scope scope, String name, String id, String range) {

    private static final int TRIES = 3;

    /** The name of the target is {@code SCOPE/NAME/ID}. */
    static Setting of(AwsRegionApis apis, DeclaredAction act) {
        var parts = act.target().name().split("/", 3);
        var set = new AddressSets(
                apis,
                parts[0].equals("global") ? Scope.CLOUDFRONT : Scope.REGIONAL,
                parts.length > 1 ? parts[1] : "",
                parts.length > 2 ? parts[2] : "",
                range(act.text("address").toLowerCase(Locale.ROOT)));
        return new SdkSetting(set::read, (from, to) -> set.write(SdkSetting.on(to)));
    }

    /** WAF knows ranges only. */
    private static String range(String address) {
        if (address.contains("/")) {
            return address;
        }
        return address + (address.contains(":") ? "/128" : "/32");
    }

    private Optional<State> read() {
        return find().map(found -> State.of(
                        Tags.of(
                                apis.waf()
                                        .listTagsForResource(request -> request.resourceARN(
                                                found.ipSet().arn()))
                                        .tagInfoForResource()
                                        .tagList(),
                                Tag::key,
                                Tag::value),
                        found.ipSet().addresses().contains(range),
                        true)
                .cannotIf(
                        range.contains(":")
                                == found.ipSet().ipAddressVersionAsString().equals("IPV4"),
                        "the set is for addresses of the other version"));
    }

    private Optional<GetIpSetResponse> find() {
        return SdkSetting.found(
                () -> Optional.of(apis.waf()
                        .getIPSet(request -> request.scope(scope).name(name).id(id))),
                "WAFNonexistentItemException",
                "WAFInvalidParameterException");
    }

    /** Others add to the set, too: then the token is stale, and the set is read again. */
    private void write(boolean in) {
        for (int tries = 1; ; tries++) {
            try {
                update(find().orElseThrow(), in);
                return;
            } catch (WafOptimisticLockException e) {
                if (tries == TRIES) {
                    throw e;
                }
            }
        }
    }

    private void update(GetIpSetResponse found, boolean in) {
        var addresses = new ArrayList<>(found.ipSet().addresses());
        addresses.remove(range);
        if (in) {
            addresses.add(range);
        }
        apis.waf()
                .updateIPSet(request -> request.scope(scope)
                        .name(name)
                        .id(id)
                        .description(found.ipSet().description())
                        .addresses(addresses)
                        .lockToken(found.lockToken()));
    }
}
