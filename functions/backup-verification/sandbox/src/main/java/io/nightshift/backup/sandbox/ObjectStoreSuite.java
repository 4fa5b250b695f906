package io.nightshift.backup.sandbox;

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
import io.nightshift.core.act.CallFailed;
import io.nightshift.core.json.Json;
import io.nightshift.core.run.RunId;
import io.nightshift.core.signal.Origin;
import io.nightshift.core.signal.Resource;
import io.nightshift.sandbox.wire.WireReply;
import io.nightshift.sandbox.wire.WireRequest;
import io.nightshift.sandbox.wire.WireServer;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The contract of {@link ObjectStore}, by the real client: dumps in a bucket are listed page by page, read in parts, and never mixed
 * of two versions. A subclass plays the replies of its cloud.
 */
@SuppressWarnings("this-escape") // Requests come only while a test runs.
public abstract class ObjectStoreSuite {

    private static final int DUMP = 9 * 1024 * 1024;
    private static final int PAGE = 2;

    /** An object of the bucket. */
    protected record Stored(String name, int size, String time) {
        public String version() {
            return Integer.toString(1000 + size);
        }
    }

    private static final List<Stored> OBJECTS = List.of(
            new Stored("nightly/", 0, "2026-11-01T00:00:00Z"),
            new Stored("nightly/mon dump?.dump", 3000, "2026-11-30T03:00:00Z"),
            new Stored("nightly/notes/readme.txt", 10, "2026-11-30T04:00:00Z"),
            new Stored("nightly/sat.dump", 1000, "2026-11-28T03:00:00Z"),
            new Stored("nightly/sun.dump", DUMP, "2026-11-29T03:00:00Z"));

    protected final WireServer wire = WireServer.before(this::answer);
    private final String cloud;
    private final Resource bucket;

    /** @param cloud how the kinds of its sources begin, such as {@code s3} */
    protected ObjectStoreSuite(String cloud, Origin origin, String kind) {
        this.cloud = cloud;
        this.bucket = new Resource(origin, kind, "shop-dumps/nightly/");
    }

    protected abstract ObjectStore store();

    /** The name of the object that is read; empty if the request lists the bucket. */
    protected abstract Optional<String> read(WireRequest request);

    /** The token of the requested page; empty for the first one. */
    protected abstract Optional<String> token(WireRequest request);

    protected abstract WireReply page(List<Stored> objects, Optional<String> next);

    /** Whether the request is for this version only. */
    protected abstract boolean isFor(WireRequest request, String version);

    /** The reply if the object has another version now. */
    protected abstract WireReply replaced();

    @AfterEach
    void close() {
        wire.close();
    }

    private WireReply answer(WireRequest request) {
        var name = read(request);
        return name.isPresent() ? object(request, name.get()) : list(request);
    }

    private WireReply list(WireRequest request) {
        assertThat(request.query()).containsEntry("prefix", "nightly/");
        int from = Integer.parseInt(token(request).orElse("0"));
        int to = Math.min(OBJECTS.size(), from + PAGE);
        return page(OBJECTS.subList(from, to), Optional.of(Integer.toString(to)).filter(next -> to < OBJECTS.size()));
    }

    private WireReply object(WireRequest request, String name) {
        return OBJECTS.stream()
                .filter(stored -> stored.name().equals(name) && isFor(request, stored.version()))
                .findFirst()
                .map(stored -> part(request, stored.size()))
                .orElseGet(this::replaced);
    }

    private static WireReply part(WireRequest request, int size) {
        var range = request.header("Range").substring("bytes=".length()).split("-", -1);
        int from = Integer.parseInt(range[0]);
        int to = Math.min(size, Integer.parseInt(range[1]) + 1);
        return new WireReply.Reply(
                206, Map.of("Content-Range", "bytes %d-%d/%d".formatted(from, to - 1, size)), content(from, to));
    }

    private static byte[] content(int from, int to) {
        byte[] bytes = new byte[to - from];
        for (int i = 0; i < bytes.length; i++) {
            bytes[i] = (byte) ((from + i) * 31);
        }
        return bytes;
    }

    private ProtectedDatabase database(String kind) {
        return new ProtectedDatabase(
                "shop",
                bucket,
                Json.obj()
                        .with("kind", cloud + kind)
                        .with("bucket", "shop-dumps")
                        .with("prefix", "nightly/")
                        .with("pattern", "*.dump"),
                Json.obj());
    }

    @Test
    void theNewestDumpIsFirst() throws CallFailed {
        var dumps = new ObjectDumps(store());
        assertThat(dumps.covers(database("-dump"))).isTrue();
        assertThat(dumps.covers(database("-copy"))).isFalse();
        assertThat(dumps.backups(database("-dump")))
                .extracting(StoredBackup::id)
                .containsExactly("nightly/mon dump?.dump", "nightly/sun.dump", "nightly/sat.dump");
    }

    @Test
    void aDumpIsReadInPartsAndWhole(@TempDir Path folder) throws Exception {
        var dumps = new ObjectDumps(store());
        var copy = dumps.fetch(database("-dump"), "nightly/sun.dump", folder);
        assertThat(copy).hasParent(folder).hasBinaryContent(content(0, DUMP));
        assertThat(wire.requests(request -> !request.header("Range").isEmpty())).hasSize(2);
        assertThat(dumps.fetch(database("-dump"), "nightly/mon dump?.dump", folder))
                .hasBinaryContent(content(0, 3000));
    }

    @Test
    void aDumpThatIsReplacedMeanwhileIsNoMixture(@TempDir Path folder) {
        var dumps = new ObjectDumps(store());
        wire.script(request -> request.header("Range").startsWith("bytes=8388608-"), replaced());
        assertThatThrownBy(() -> dumps.fetch(database("-dump"), "nightly/sun.dump", folder))
                .isInstanceOf(CallFailed.class);
        assertThatThrownBy(() -> dumps.fetch(database("-dump"), "nightly/gone.dump", folder))
                .hasMessageContaining("there is no object nightly/gone.dump");
    }

    @Test
    void aCopyOfABucketIsCounted() throws Exception {
        var counts = new BucketCounts(store(), new HeldRestores(), Clock.systemUTC());
        var database = database("-copy");
        assertThat(counts.covers(database)).isTrue();
        assertThat(counts.find(database)).singleElement().satisfies(found -> {
            assertThat(found.bytes()).isEqualTo(DUMP + 4010);
            assertThat(found.takenAt()).isEqualTo("2026-11-30T04:00:00Z");
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
