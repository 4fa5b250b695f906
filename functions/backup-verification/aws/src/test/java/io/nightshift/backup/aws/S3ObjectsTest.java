package io.nightshift.backup.aws;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.nightshift.aws.AwsClients;
import io.nightshift.aws.AwsRegionApis;
import io.nightshift.aws.AwsRegions;
import io.nightshift.backup.dump.BucketCounts;
import io.nightshift.backup.dump.ObjectDumps;
import io.nightshift.backup.dump.ObjectStore;
import io.nightshift.backup.restore.ProtectedDatabase;
import io.nightshift.backup.restore.RestoreOrder;
import io.nightshift.backup.restore.StoredBackup;
import io.nightshift.backup.runtime.HeldRestores;
import io.nightshift.backup.runtime.RestoreAccess;
import io.nightshift.backup.runtime.RestorePassword;
import io.nightshift.backup.sandbox.BackupSandbox;
import io.nightshift.core.act.CallFailed;
import io.nightshift.core.json.Json;
import io.nightshift.core.run.RunId;
import io.nightshift.core.signal.Origin;
import io.nightshift.core.signal.Resource;
import io.nightshift.sandbox.aws.AwsStandIn;
import io.nightshift.sandbox.wire.FastRetries;
import io.nightshift.sandbox.wire.WireReply;
import io.nightshift.sandbox.wire.WireRequest;
import io.nightshift.sandbox.wire.WireServer;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;

/** Dumps in a bucket by the real client: listed page by page, read in parts, and never mixed of two versions. */
class S3ObjectsTest {

    private static final int DUMP = 9 * 1024 * 1024;

    private final Map<String, Integer> objects = new TreeMap<>();
    private final Map<String, String> times = new TreeMap<>();
    private final WireServer wire = WireServer.before(this::answer);
    private final ObjectStore store = new S3Objects(new AwsRegions(
            AwsStandIn.ACCOUNT,
            Map.of(
                    AwsStandIn.REGION,
                    new AwsRegionApis(new AwsClients(
                            AwsStandIn.REGION,
                            Optional.of(wire.endpoint()),
                            StaticCredentialsProvider.create(
                                    AwsBasicCredentials.create("AKIDEXAMPLE", "canary-secret")),
                            FastRetries.POLICY)))));

    @BeforeEach
    void fill() {
        put("nightly/sat.dump", 1000, "2026-11-28T03:00:00Z");
        put("nightly/sun.dump", DUMP, "2026-11-29T03:00:00Z");
        put("nightly/mon dump?.dump", 3000, "2026-11-30T03:00:00Z");
        put("nightly/notes/readme.txt", 10, "2026-11-30T04:00:00Z");
        put("nightly/", 0, "2026-11-01T00:00:00Z");
    }

    @AfterEach
    void close() {
        wire.close();
    }

    private void put(String name, int bytes, String time) {
        objects.put(name, bytes);
        times.put(name, time);
    }

    private int size(String name) {
        return objects.getOrDefault(name, 0);
    }

    private String version(String name) {
        return Integer.toString(1000 + size(name));
    }

    private static byte[] content(int from, int to) {
        byte[] bytes = new byte[to - from];
        for (int i = 0; i < bytes.length; i++) {
            bytes[i] = (byte) ((from + i) * 31);
        }
        return bytes;
    }

    private WireReply part(WireRequest request, String name) {
        var range = request.header("Range").substring("bytes=".length()).split("-", -1);
        int from = Integer.parseInt(range[0]);
        int to = Math.min(size(name), Integer.parseInt(range[1]) + 1);
        return new WireReply.Reply(
                206, Map.of("Content-Range", "bytes %d-%d/%d".formatted(from, to - 1, size(name))), content(from, to));
    }

    /** The objects of the bucket, as S3 lists and gives them. */
    private WireReply answer(WireRequest request) {
        var key = request.uri().getPath().substring("/shop-dumps".length());
        return key.length() > 1 ? object(request, key.substring(1)) : list(request);
    }

    private WireReply list(WireRequest request) {
        assertThat(request.query()).containsEntry("list-type", "2").containsEntry("prefix", "nightly/");
        var names = List.copyOf(objects.keySet());
        int from = Integer.parseInt(request.query().getOrDefault("continuation-token", "0"));
        int to = Math.min(names.size(), from + 2);
        var items = names.subList(from, to).stream()
                .map(name ->
                        "<Contents><Key>%s</Key><LastModified>%s</LastModified><ETag>&quot;%s&quot;</ETag><Size>%d</Size></Contents>"
                                .formatted(name, times.get(name), version(name), size(name)))
                .collect(Collectors.joining());
        var more = to < names.size();
        return WireReply.xml(
                200,
                "<ListBucketResult xmlns=\"http://s3.amazonaws.com/doc/2006-03-01/\"><IsTruncated>%s</IsTruncated>%s%s</ListBucketResult>"
                        .formatted(
                                more, more ? "<NextContinuationToken>" + to + "</NextContinuationToken>" : "", items));
    }

    private WireReply object(WireRequest request, String name) {
        if (!request.header("If-Match").equals("\"" + version(name) + "\"")) {
            return WireReply.xml(412, "<Error><Code>PreconditionFailed</Code><Message>no</Message></Error>");
        }
        return part(request, name);
    }

    private static ProtectedDatabase database(String kind) {
        return new ProtectedDatabase(
                "shop",
                new Resource(
                        Origin.aws(AwsStandIn.ACCOUNT, AwsStandIn.REGION),
                        Resource.Kinds.S3_BUCKET,
                        "shop-dumps/nightly/"),
                Json.obj()
                        .with("kind", kind)
                        .with("bucket", "shop-dumps")
                        .with("prefix", "nightly/")
                        .with("pattern", "*.dump"),
                Json.obj());
    }

    @Test
    void theNewestDumpIsFirst() throws CallFailed {
        var dumps = new ObjectDumps(store);
        assertThat(dumps.covers(database("s3-dump"))).isTrue();
        assertThat(dumps.covers(database("s3-copy"))).isFalse();
        assertThat(dumps.backups(database("s3-dump")))
                .extracting(StoredBackup::id)
                .containsExactly("nightly/mon dump?.dump", "nightly/sun.dump", "nightly/sat.dump");
    }

    @Test
    void aDumpIsReadInPartsAndWhole(@TempDir Path folder) throws Exception {
        var dumps = new ObjectDumps(store);
        var copy = dumps.fetch(database("s3-dump"), "nightly/sun.dump", folder);
        assertThat(copy).hasParent(folder).hasBinaryContent(content(0, DUMP));
        assertThat(wire.requests(request -> !request.header("Range").isEmpty())).hasSize(2);
        assertThat(dumps.fetch(database("s3-dump"), "nightly/mon dump?.dump", folder))
                .hasBinaryContent(content(0, 3000));
    }

    @Test
    void aDumpThatIsReplacedMeanwhileIsNoMixture(@TempDir Path folder) throws Exception {
        var dumps = new ObjectDumps(store);
        wire.script(
                request -> request.header("Range").startsWith("bytes=8388608-"),
                WireReply.xml(412, "<Error><Code>PreconditionFailed</Code><Message>no</Message></Error>"));
        assertThatThrownBy(() -> dumps.fetch(database("s3-dump"), "nightly/sun.dump", folder))
                .isInstanceOf(CallFailed.class);
        assertThatThrownBy(() -> dumps.fetch(database("s3-dump"), "nightly/gone.dump", folder))
                .hasMessageContaining("there is no object nightly/gone.dump");
    }

    @Test
    void aCopyOfABucketIsCounted() throws Exception {
        var counts = new BucketCounts(store, new HeldRestores(), Clock.systemUTC());
        var database = database("s3-copy");
        assertThat(counts.covers(database)).isTrue();
        assertThat(counts.find(database)).singleElement().satisfies(bucket -> {
            assertThat(bucket.bytes()).isEqualTo(DUMP + 4010);
            assertThat(bucket.takenAt()).isEqualTo("2026-11-30T04:00:00Z");
        });
        var order =
                RestoreOrder.of(new RunId("backup-000000000001"), "the bucket", Instant.parse("2036-01-01T00:00:00Z"));
        var password = RestorePassword.of(BackupSandbox.seed(), order.run());
        counts.restore(database, order);
        while (counts.login(database, order, password) instanceof RestoreAccess.NotYet) {
            Thread.onSpinWait();
        }
        assertThat(((RestoreAccess.Counted) counts.login(database, order, password)).counts())
                .containsEntry("objects", 5L)
                .containsEntry("bytes", DUMP + 4010L)
                .containsEntry("objects in notes", 1L);
    }
}
