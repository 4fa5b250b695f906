package io.nightshift.backup.gcp;

import io.nightshift.backup.dump.ObjectStore;
import io.nightshift.backup.sandbox.ObjectStoreSuite;
import io.nightshift.core.json.Json;
import io.nightshift.core.signal.Origin;
import io.nightshift.core.signal.Resource;
import io.nightshift.gcp.GcpClients;
import io.nightshift.sandbox.wire.FastRetries;
import io.nightshift.sandbox.wire.WireReply;
import io.nightshift.sandbox.wire.WireRequest;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;

/** Objects as Cloud Storage lists and gives them. */
class GcsObjectsTest extends ObjectStoreSuite {

    private static final String ROOT = "/storage/v1/b/shop-dumps/o";

    GcsObjectsTest() {
        super("gcs", Origin.gcp("shop-prod", ""), Resource.Kinds.GCS_BUCKET);
    }

    @Override
    protected ObjectStore store() {
        return GcsObjects.of(
                new GcpClients(Optional.empty(), Optional.of(wire.endpoint()), Optional.empty(), FastRetries.POLICY));
    }

    @Override
    protected Optional<String> read(WireRequest request) {
        var path = request.uri().getRawPath();
        return path.length() > ROOT.length() && "media".equals(request.query().get("alt"))
                ? Optional.of(URLDecoder.decode(path.substring(ROOT.length() + 1), StandardCharsets.UTF_8))
                : Optional.empty();
    }

    @Override
    protected Optional<String> token(WireRequest request) {
        return Optional.ofNullable(request.query().get("pageToken"));
    }

    @Override
    protected WireReply page(List<Stored> objects, Optional<String> next) {
        var items = objects.stream()
                .<Json>map(object -> Json.obj()
                        .with("name", object.name())
                        .with("generation", object.version())
                        .with("updated", object.time())
                        .with("size", Long.toString(object.size()))
                        .with("kmsKeyName", "projects/p/locations/eu/keyRings/r/cryptoKeys/k/cryptoKeyVersions/3"))
                .toList();
        var page = Json.obj().with("items", Json.arr(items));
        return WireReply.json(
                200, next.map(token -> page.with("nextPageToken", token)).orElse(page));
    }

    @Override
    protected boolean isFor(WireRequest request, String version) {
        return version.equals(request.query().get("generation"));
    }

    @Override
    protected WireReply replaced() {
        return WireReply.json(
                404, Json.obj().with("error", Json.obj().with("code", 404).with("message", "no")));
    }
}
