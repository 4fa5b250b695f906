package io.nightshift.remediation.aws.adapter;

import io.nightshift.aws.AwsRegionApis;
import io.nightshift.remediation.action.AddressRange;
import io.nightshift.remediation.action.DeclaredAction;
import io.nightshift.remediation.execution.Setting;
import io.nightshift.remediation.execution.Setting.State;
import java.util.ArrayList;
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
record AddressSets(AwsRegionApis apis, Scope scope, String name, String id, AddressRange range) {

    private static final int TRIES = 3;

    /** The name of the target is {@code SCOPE/NAME/ID}. */
    static Setting of(AwsRegionApis apis, DeclaredAction act) {
        var parts = act.target().name().split("/", 3);
        var set = new AddressSets(
                apis,
                parts[0].equals("global") ? Scope.CLOUDFRONT : Scope.REGIONAL,
                parts.length > 1 ? parts[1] : "",
                parts.length > 2 ? parts[2] : "",
                AddressRange.of(act.text("address")).orElseThrow());
        return new SdkSetting(set::read, (from, to) -> set.write(SdkSetting.on(to)));
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
                        found.ipSet().addresses().stream().anyMatch(this::isRange),
                        true)
                .cannotIf(
                        range.isIpv6()
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

    /** WAF writes IPv6 in full. */
    private boolean isRange(String address) {
        return AddressRange.of(address).filter(range::equals).isPresent();
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
        addresses.removeIf(this::isRange);
        if (in) {
            addresses.add(range.text());
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
