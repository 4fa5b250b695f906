package io.nightshift.remediation.aws.adapter;

import io.nightshift.aws.AwsRegionApis;
import io.nightshift.remediation.action.DeclaredAction;
import io.nightshift.remediation.action.SecurityActions;
import io.nightshift.remediation.execution.ExecutionTable;
import io.nightshift.remediation.execution.Setting;
import io.nightshift.remediation.execution.Setting.State;

/** What {@link SecurityActions} set on AWS. */
final class SecuritySettings {

    private SecuritySettings() {}

    static ExecutionTable<AwsRegionApis> table() {
        return new ExecutionTable<AwsRegionApis>()
                .setting(SecurityActions.MAKE_DATABASE_PRIVATE, SecuritySettings::databaseAccess);
    }

    private static Setting databaseAccess(AwsRegionApis apis, DeclaredAction act) {
        var database = new Databases(apis, act.target());
        return new SdkSetting(
                () -> database.find()
                        .map(found -> State.of(Databases.tags(found), found.publiclyAccessible(), false)
                                .busyIf(!found.dbInstanceStatus().equals("available"), Databases.busy(found))),
                (from, to) -> database.modify(change -> change.publiclyAccessible(SdkSetting.on(to))));
    }
}
