package io.nightshift.backup.aws;

import static org.assertj.core.api.Assertions.assertThat;

import io.nightshift.aws.AwsClients;
import io.nightshift.aws.AwsRegionApis;
import io.nightshift.aws.AwsRegions;
import io.nightshift.backup.dump.ObjectStore;
import io.nightshift.backup.sandbox.ObjectStoreSuite;
import io.nightshift.core.signal.Origin;
import io.nightshift.core.signal.Resource;
import io.nightshift.sandbox.aws.AwsStandIn;
import io.nightshift.sandbox.wire.FastRetries;
import io.nightshift.sandbox.wire.WireReply;
import io.nightshift.sandbox.wire.WireRequest;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;

/** Objects as S3 lists and gives them. */
class S3ObjectsTest extends ObjectStoreSuite {

    S3ObjectsTest() {
        super("s3", Origin.aws(AwsStandIn.ACCOUNT, AwsStandIn.REGION), Resource.Kinds.S3_BUCKET);
    }

    @Override
    protected ObjectStore store() {
        var credentials = StaticCredentialsProvider.create(AwsBasicCredentials.create("AKIDEXAMPLE", "canary-secret"));
        var clients = new AwsClients(AwsStandIn.REGION, Optional.of(wire.endpoint()), credentials, FastRetries.POLICY);
        return new S3Objects(new AwsRegions(AwsStandIn.ACCOUNT, Map.of(AwsStandIn.REGION, new AwsRegionApis(clients))));
    }

    @Override
    protected Optional<String> read(WireRequest request) {
        var path = request.uri().getPath().substring("/shop-dumps".length());
        return path.length() > 1 ? Optional.of(path.substring(1)) : Optional.empty();
    }

    @Override
    protected Optional<String> token(WireRequest request) {
        assertThat(request.query()).containsEntry("list-type", "2");
        return Optional.ofNullable(request.query().get("continuation-token"));
    }

    @Override
    protected WireReply page(List<Stored> objects, Optional<String> next) {
        var items = objects.stream()
                .map(object ->
                        "<Contents><Key>%s</Key><LastModified>%s</LastModified><ETag>&quot;%s&quot;</ETag><Size>%d</Size></Contents>"
                                .formatted(object.name(), object.time(), object.version(), object.size()))
                .collect(Collectors.joining());
        var token = next.map(text -> "<NextContinuationToken>" + text + "</NextContinuationToken>")
                .orElse("");
        return WireReply.xml(
                200,
                "<ListBucketResult xmlns=\"http://s3.amazonaws.com/doc/2006-03-01/\"><IsTruncated>%s</IsTruncated>%s%s</ListBucketResult>"
                        .formatted(next.isPresent(), token, items));
    }

    @Override
    protected boolean isFor(WireRequest request, String version) {
        return request.header("If-Match").equals("\"" + version + "\"");
    }

    @Override
    protected WireReply replaced() {
        return WireReply.xml(412, "<Error><Code>PreconditionFailed</Code><Message>no</Message></Error>");
    }
}
