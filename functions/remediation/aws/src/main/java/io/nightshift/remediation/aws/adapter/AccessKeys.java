package io.nightshift.remediation.aws.adapter;

import io.nightshift.aws.AwsRegionApis;
import io.nightshift.remediation.action.DeclaredAction;
import io.nightshift.remediation.execution.Setting;
import io.nightshift.remediation.execution.Setting.State;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.services.iam.model.AccessKeyMetadata;
import software.amazon.awssdk.services.iam.model.Tag;

/** The status of an access key; its user is the one that IAM names. */
record AccessKeys(AwsRegionApis apis, String key) {

    static Setting of(AwsRegionApis apis, DeclaredAction act) {
        var keys = new AccessKeys(apis, act.target().name());
        return new SdkSetting(
                keys::read,
                (from, to) -> apis.iam()
                        .updateAccessKey(request -> request.userName(keys.user().orElseThrow())
                                .accessKeyId(keys.key)
                                .status(SdkSetting.text(to))));
    }

    private Optional<State> read() {
        return user().flatMap(user ->
                apis.iam().listAccessKeysPaginator(request -> request.userName(user)).accessKeyMetadata().stream()
                        .filter(found -> key.equals(found.accessKeyId()))
                        .findFirst()
                        .map(found -> state(found, user)));
    }

    /** The user of a key of the root user has no name; nobody but the root user can deactivate that one. */
    private Optional<String> user() {
        return SdkSetting.found(
                () -> Optional.ofNullable(apis.iam()
                        .getAccessKeyLastUsed(request -> request.accessKeyId(key))
                        .userName()),
                "NoSuchEntity",
                "AccessDenied");
    }

    private State state(AccessKeyMetadata found, String user) {
        return State.of(tags(user), found.statusAsString(), "Inactive");
    }

    private Map<String, String> tags(String user) {
        return Tags.of(
                apis.iam().listUserTagsPaginator(request -> request.userName(user)).tags().stream()
                        .toList(),
                Tag::key,
                Tag::value);
    }
}
