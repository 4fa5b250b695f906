package io.nightshift.remediation.aws.adapter;

import io.nightshift.aws.AwsCalls;
import io.nightshift.aws.AwsRegionApis;
import io.nightshift.core.act.CallFailed;
import io.nightshift.core.json.Json;
import io.nightshift.remediation.action.DeclaredAction;
import io.nightshift.remediation.execution.Setting;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import software.amazon.awssdk.services.ec2.model.Address;
import software.amazon.awssdk.services.ec2.model.Filter;
import software.amazon.awssdk.services.ec2.model.InstanceNetworkInterface;

/**
 * The public IPv4 addresses of an instance: Elastic IP addresses, each with the interface and the private address that it belongs
 * to, and the interfaces with an address that Amazon assigned. Nobody gets one of those again: the undo assigns another one.
 *
 * @see <a href="https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_ModifyNetworkInterfaceAttribute.html">EC2:
 *     AssociatePublicIpAddress</a>
 */
record InstanceAddresses(AwsRegionApis apis, DeclaredAction act) implements Setting {

    private static final String RESERVED = "reserved";
    private static final String ASSIGNED = "assigned";
    private static final String ALLOCATION = "allocation";
    private static final String INTERFACE = "interface";
    private static final String PRIVATE = "private";
    private static final String AMAZON = "amazon";

    private static final Json NONE = value(List.of(), List.of());

    private static Json value(List<? extends Json> reserved, List<? extends Json> assigned) {
        return Json.obj().with(RESERVED, Json.arr(reserved)).with(ASSIGNED, Json.arr(assigned));
    }

    @Override
    public Optional<State> read() throws CallFailed {
        return AwsCalls.read(() -> new Instances(apis, act.target())
                .look()
                .map(seen -> State.of(
                                seen.tags(),
                                value(
                                        addresses().stream()
                                                .map(InstanceAddresses::reserved)
                                                .toList(),
                                        seen.instance().networkInterfaces().stream()
                                                .filter(InstanceAddresses::isAssigned)
                                                .map(one -> Json.of(one.networkInterfaceId()))
                                                .toList()),
                                NONE)
                        .in(seen.numbers())));
    }

    private List<Address> addresses() {
        return apis.ec2()
                .describeAddresses(request -> request.filters(Filter.builder()
                        .name("instance-id")
                        .values(act.target().name())
                        .build()))
                .addresses();
    }

    private static Json.Obj reserved(Address address) {
        return Json.obj()
                .with(ALLOCATION, address.allocationId())
                .with(INTERFACE, address.networkInterfaceId())
                .with(PRIVATE, address.privateIpAddress());
    }

    private static boolean isAssigned(InstanceNetworkInterface one) {
        return one.association() != null && AMAZON.equals(one.association().ipOwnerId());
    }

    /** A call changes one address, so an instance with several may lose only some of them. */
    @Override
    public boolean isBetween(Json now, Json from, Json to) {
        return List.of(RESERVED, ASSIGNED).stream()
                .allMatch(part -> SdkSetting.without(part(now, part), part(from, part)).stream()
                        .noneMatch(one -> SdkSetting.without(Json.arr(one), part(to, part))
                                .contains(one)));
    }

    private static Json part(Json value, String name) {
        return value instanceof Json.Obj parts ? parts.members().getOrDefault(name, Json.arr()) : Json.arr();
    }

    @Override
    public void write(Json from, Json to) throws CallFailed {
        AwsCalls.change(() -> {
            SdkSetting.without(part(from, RESERVED), part(to, RESERVED)).forEach(this::disassociate);
            SdkSetting.without(part(from, ASSIGNED), part(to, ASSIGNED)).forEach(one -> assign(one, false));
            SdkSetting.without(part(to, ASSIGNED), part(from, ASSIGNED)).forEach(one -> assign(one, true));
            SdkSetting.without(part(to, RESERVED), part(from, RESERVED)).forEach(this::associate);
            return to;
        });
    }

    private void disassociate(Json reserved) {
        addresses().stream()
                .filter(address -> Objects.equals(address.allocationId(), text(reserved, ALLOCATION)))
                .forEach(address ->
                        apis.ec2().disassociateAddress(request -> request.associationId(address.associationId())));
    }

    /** An address that belongs to another interface now stays there. */
    private void associate(Json reserved) {
        apis.ec2()
                .associateAddress(request -> request.allocationId(text(reserved, ALLOCATION))
                        .networkInterfaceId(text(reserved, INTERFACE))
                        .privateIpAddress(text(reserved, PRIVATE))
                        .allowReassociation(false));
    }

    private void assign(Json networkInterface, boolean assigned) {
        apis.ec2()
                .modifyNetworkInterfaceAttribute(
                        request -> request.networkInterfaceId(SdkSetting.text(networkInterface))
                                .associatePublicIpAddress(assigned));
    }

    private static String text(Json value, String member) {
        return SdkSetting.text(
                value instanceof Json.Obj object ? object.members().getOrDefault(member, Json.of("")) : Json.of(""));
    }
}
