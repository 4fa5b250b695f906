package io.nightshift.backup.aws;

import static java.util.Objects.requireNonNullElse;

import io.nightshift.aws.AwsCalls;
import io.nightshift.aws.AwsRegions;
import io.nightshift.backup.dump.ObjectStore;
import io.nightshift.backup.restore.ProtectedDatabase;
import io.nightshift.core.act.CallFailed;
import io.nightshift.core.signal.Cloud;
import io.nightshift.core.signal.Resource.Kinds;
import java.time.Instant;
import java.util.function.Consumer;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.ListObjectsV2Request;
import software.amazon.awssdk.services.s3.model.S3Object;

/**
 * Buckets of S3, in the region of the entry.
 *
 * @see <a href="https://docs.aws.amazon.com/AmazonS3/latest/API/API_ListObjectsV2.html">S3: ListObjectsV2</a>
 */
public record S3Objects(AwsRegions regions) implements ObjectStore {

    @Override
    public boolean covers(ProtectedDatabase database) {
        return database.subject().origin().cloud() == Cloud.AWS
                && database.subject().kind().equals(Kinds.S3_BUCKET);
    }

    private S3Client client(ProtectedDatabase database) throws CallFailed {
        return regions.of(database.subject()).s3();
    }

    private static String bucket(ProtectedDatabase database) {
        return RdsSnapshots.sourceText(database, "bucket");
    }

    @Override
    public void each(ProtectedDatabase database, Consumer<StoredObject> seen) throws CallFailed {
        var client = client(database);
        var request = ListObjectsV2Request.builder()
                .bucket(bucket(database))
                .prefix(RdsSnapshots.sourceText(database, "prefix"));
        while (true) {
            var page = AwsCalls.read(() -> client.listObjectsV2(request.build()));
            page.contents().forEach(found -> seen.accept(object(found)));
            if (!Boolean.TRUE.equals(page.isTruncated())) {
                return;
            }
            request.continuationToken(page.nextContinuationToken());
        }
    }

    private static StoredObject object(S3Object found) {
        return new StoredObject(
                found.key(),
                requireNonNullElse(found.eTag(), ""),
                requireNonNullElse(found.lastModified(), Instant.EPOCH),
                requireNonNullElse(found.size(), 0L),
                "");
    }

    /** Of the version that was listed: a dump that is replaced meanwhile is no mixture. */
    @Override
    public byte[] part(ProtectedDatabase database, StoredObject object, long from, int length) throws CallFailed {
        var client = client(database);
        return AwsCalls.read(() -> client.getObjectAsBytes(request -> request.bucket(bucket(database))
                        .key(object.name())
                        .ifMatch(object.version())
                        .range("bytes=" + from + "-" + (from + length - 1)))
                .asByteArray());
    }
}
