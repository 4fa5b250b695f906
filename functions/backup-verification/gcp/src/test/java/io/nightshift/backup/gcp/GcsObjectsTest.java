package io.nightshift.backup.gcp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

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
import io.nightshift.gcp.GcpClients;
import io.nightshift.sandbox.wire.FastRetries;
import io.nightshift.sandbox.wire.WireReply;
import io.nightshift.sandbox.wire.WireRequest;
import io.nightshift.sandbox.wire.WireServer;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Dumps in a bucket by the real client: listed page by page, read in parts, and never mixed of two versions. */
class GcsObjectsTest {

    private static final int DUMP = 9 * 1024 * 1024;

    private final Map<String, Integer> objects = new TreeMap<>();
    private final Map<String, String> times = new TreeMap<>();
    private final WireServer wire = WireServer.before(this::answer);
    private final ObjectStore store = GcsObjects.of(
            new GcpClients(Optional.empty(), Optional.of(wire.endpoint()), Optional.empty(), FastRetries.POLICY));

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

    /** The objects of the bucket, as Cloud Storage lists and gives them. */
    private WireReply answer(WireRequest request) {
        var path = request.uri().getRawPath();
        var root = "/storage/v1/b/shop-dumps/o";
        return path.length() > root.length()
                ? object(request, URLDecoder.decode(path.substring(root.length() + 1), StandardCharsets.UTF_8))
                : list(request);
    }

    private WireReply list(WireRequest request) {
        assertThat(request.query()).containsEntry("prefix", "nightly/");
        var names = List.copyOf(objects.keySet());
        int from = Integer.parseInt(request.query().getOrDefault("pageToken", "0"));
        int to = Math.min(names.size(), from + 2);
        var items = names.subList(from, to).stream()
                .<Json>map(name -> Json.obj()
                        .with("name", name)
                        .with("generation", version(name))
                        .with("updated", String.valueOf(times.get(name)))
                        .with("size", Long.toString(size(name)))
                        .with("kmsKeyName", "projects/p/locations/eu/keyRings/r/cryptoKeys/k/cryptoKeyVersions/3"))
                .toList();
        var page = Json.obj().with("items", Json.arr(items));
        return WireReply.json(200, to < names.size() ? page.with("nextPageToken", Integer.toString(to)) : page);
    }

    private WireReply object(WireRequest request, String name) {
        if (!version(name).equals(request.query().get("generation"))) {
            return WireReply.json(
                    404, Json.obj().with("error", Json.obj().with("code", 404).with("message", "no")));
        }
        assertThat(request.query()).containsEntry("alt", "media");
        return part(request, name);
    }

    private static ProtectedDatabase database(String kind) {
        return new ProtectedDatabase(
                "shop",
                new Resource(Origin.gcp("shop-prod", ""), Resource.Kinds.GCS_BUCKET, "shop-dumps/nightly/"),
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
        assertThat(dumps.covers(database("gcs-dump"))).isTrue();
        assertThat(dumps.covers(database("gcs-copy"))).isFalse();
        assertThat(dumps.backups(database("gcs-dump")))
                .extracting(StoredBackup::id)
                .containsExactly("nightly/mon dump?.dump", "nightly/sun.dump", "nightly/sat.dump");
    }

    @Test
    void aDumpIsReadInPartsAndWhole(@TempDir Path folder) throws Exception {
        var dumps = new ObjectDumps(store);
        var copy = dumps.fetch(database("gcs-dump"), "nightly/sun.dump", folder);
        assertThat(copy).hasParent(folder).hasBinaryContent(content(0, DUMP));
        assertThat(wire.requests(request -> !request.header("Range").isEmpty())).hasSize(2);
        assertThat(dumps.fetch(database("gcs-dump"), "nightly/mon dump?.dump", folder))
                .hasBinaryContent(content(0, 3000));
    }

    @Test
    void aDumpThatIsReplacedMeanwhileIsNoMixture(@TempDir Path folder) throws Exception {
        var dumps = new ObjectDumps(store);
        wire.script(
                request -> request.header("Range").startsWith("bytes=8388608-"),
                WireReply.json(404, Json.obj().with("error", Json.obj().with("code", 404))));
        assertThatThrownBy(() -> dumps.fetch(database("gcs-dump"), "nightly/sun.dump", folder))
                .isInstanceOf(CallFailed.class);
        assertThatThrownBy(() -> dumps.fetch(database("gcs-dump"), "nightly/gone.dump", folder))
                .hasMessageContaining("there is no object nightly/gone.dump");
    }

    @Test
    void aCopyOfABucketIsCounted() throws Exception {
        var counts = new BucketCounts(store, new HeldRestores(), Clock.systemUTC());
        var database = database("gcs-copy");
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
