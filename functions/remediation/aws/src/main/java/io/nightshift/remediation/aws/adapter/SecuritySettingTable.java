package io.nightshift.remediation.aws.adapter;

import io.nightshift.aws.AwsRegionApis;
import io.nightshift.core.signal.Resource.Kinds;
import io.nightshift.remediation.action.DeclaredAction;
import io.nightshift.remediation.action.SecurityActions;
import io.nightshift.remediation.execution.ExecutionTable;
import io.nightshift.remediation.execution.Setting;

/** What {@link SecurityActions} set on AWS. */
final class SecuritySettingTable {

    private SecuritySettingTable() {}

    static ExecutionTable<AwsRegionApis> table() {
        return new ExecutionTable<AwsRegionApis>()
                .setting(SecurityActions.CLOSE_INGRESS, SecurityGroupIngress::of)
                .setting(SecurityActions.QUARANTINE_INSTANCE, InstanceQuarantine::new)
                .setting(SecurityActions.BLOCK_BUCKET_ACCESS, BucketAccess::of)
                .setting(SecurityActions.DEACTIVATE_ACCESS_KEY, AccessKeys::of)
                .setting(SecurityActions.BLOCK_ADDRESS, AddressSets::of)
                .setting(SecurityActions.MAKE_SNAPSHOT_PRIVATE, Sharing::ofSnapshot)
                .setting(SecurityActions.MAKE_IMAGE_PRIVATE, Sharing::ofImage)
                .setting(SecurityActions.MAKE_DATABASE_PRIVATE, DatabaseSettings::publicAccess)
                .setting(SecurityActions.REQUIRE_IMDSV2, InstanceSettings::metadataTokens)
                .setting(SecurityActions.ENABLE_DELETION_PROTECTION, SecuritySettingTable::deletionProtection)
                .setting(SecurityActions.REMOVE_PUBLIC_ADDRESS, InstanceAddresses::new)
                .setting(SecurityActions.REDIRECT_TO_HTTPS, Listeners::redirect)
                .with(SecurityActions.RENEW_CERTIFICATE, CertificateRenewal::new);
    }

    private static Setting deletionProtection(AwsRegionApis apis, DeclaredAction act) {
        return switch (act.target().kind()) {
            case Kinds.EC2_INSTANCE -> InstanceSettings.terminationProtection(apis, act);
            case Kinds.RDS_CLUSTER -> DatabaseSettings.clusterProtection(apis, act);
            case Kinds.LOAD_BALANCER -> Listeners.protection(apis, act);
            default -> DatabaseSettings.protection(apis, act);
        };
    }
}
