package io.nightshift.remediation.aws.adapter;

import io.nightshift.aws.AwsRegionApis;
import io.nightshift.core.json.Json;
import io.nightshift.remediation.action.DeclaredAction;
import io.nightshift.remediation.execution.Setting;
import io.nightshift.remediation.execution.Setting.State;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.services.s3.model.PublicAccessBlockConfiguration;
import software.amazon.awssdk.services.s3.model.Tag;

/**
 * The public access block of a bucket: its four switches that are on.
 *
 * @see <a href="https://docs.aws.amazon.com/AmazonS3/latest/userguide/access-control-block-public-access.html">block public
 *     access</a>
 */
record BucketAccess(AwsRegionApis apis, String bucket) {

    private static final String BLOCK_ACLS = "block-acls";
    private static final String IGNORE_ACLS = "ignore-acls";
    private static final String BLOCK_POLICY = "block-policy";
    private static final String RESTRICT = "restrict";
    private static final Json ALL = Json.strings(List.of(BLOCK_ACLS, IGNORE_ACLS, BLOCK_POLICY, RESTRICT));

    static Setting of(AwsRegionApis apis, DeclaredAction act) {
        var access = new BucketAccess(apis, act.target().name());
        return new SdkSetting(access::read, (from, to) -> access.write(to));
    }

    private Optional<State> read() {
        return SdkSetting.found(
                () -> Optional.of(
                        State.of(tags(), block().map(BucketAccess::switches).orElse(Json.arr()), ALL)),
                "NoSuchBucket");
    }

    private Optional<PublicAccessBlockConfiguration> block() {
        return SdkSetting.found(
                () -> Optional.of(apis.s3()
                        .getPublicAccessBlock(request -> request.bucket(bucket))
                        .publicAccessBlockConfiguration()),
                "NoSuchPublicAccessBlockConfiguration");
    }

    private static Json switches(PublicAccessBlockConfiguration block) {
        var on = new java.util.ArrayList<String>();
        add(on, BLOCK_ACLS, block.blockPublicAcls());
        add(on, IGNORE_ACLS, block.ignorePublicAcls());
        add(on, BLOCK_POLICY, block.blockPublicPolicy());
        add(on, RESTRICT, block.restrictPublicBuckets());
        return Json.strings(on);
    }

    private static void add(List<String> on, String name, Boolean value) {
        if (Boolean.TRUE.equals(value)) {
            on.add(name);
        }
    }

    private Map<String, String> tags() {
        return SdkSetting.found(
                        () -> Optional.of(apis.s3()
                                .getBucketTagging(request -> request.bucket(bucket))
                                .tagSet()),
                        "NoSuchTagSet")
                .map(tags -> Tags.of(tags, Tag::key, Tag::value))
                .orElse(Map.of());
    }

    private void write(Json to) {
        var off = SdkSetting.without(ALL, to);
        apis.s3()
                .putPublicAccessBlock(request -> request.bucket(bucket)
                        .publicAccessBlockConfiguration(
                                block -> block.blockPublicAcls(!off.contains(Json.of(BLOCK_ACLS)))
                                        .ignorePublicAcls(!off.contains(Json.of(IGNORE_ACLS)))
                                        .blockPublicPolicy(!off.contains(Json.of(BLOCK_POLICY)))
                                        .restrictPublicBuckets(!off.contains(Json.of(RESTRICT)))));
    }
}
