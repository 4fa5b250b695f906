package io.nightshift.cost.aws;

import io.nightshift.aws.AwsCalls;
import io.nightshift.aws.AwsRegionApis;
import io.nightshift.aws.AwsRegions;
import io.nightshift.core.act.CallFailed;
import io.nightshift.core.act.Problem;
import io.nightshift.core.json.Json;
import io.nightshift.core.json.JsonException;
import io.nightshift.core.json.JsonLimits;
import io.nightshift.core.json.View;
import io.nightshift.cost.runtime.CostFileCache;
import io.nightshift.cost.runtime.CostSource;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import software.amazon.awssdk.core.sync.ResponseTransformer;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.GetObjectRequest;
import software.amazon.awssdk.services.s3.model.ListObjectsV2Request;
import software.amazon.awssdk.services.s3.model.S3Object;

/**
 * AWS Data Exports (FOCUS, CUR 2.0) in a bucket. The manifest of a billing period comes last, and names the files that belong to it:
 * what is not in it is left over from an earlier export, or of a later one that is still being written.
 *
 * @see <a href="https://docs.aws.amazon.com/cur/latest/userguide/dataexports-export-delivery.html">AWS: export delivery</a>
 */
public final class DataExports implements CostSource {

    private static final Pattern PERIOD =
            Pattern.compile("(?i).*/BILLING_PERIOD=([0-9]{4}-[0-9]{2})/.*Manifest\\.json");
    private static final int MOST_MANIFEST = 4_000_000;
    private static final int MOST_OBJECTS = 20_000;

    private final AwsRegions regions;
    private final String home;
    private final CostFileCache cache;

    /** @param home the region of buckets whose entries name none */
    public DataExports(AwsRegions regions, String home, CostFileCache cache) {
        this.regions = regions;
        this.home = home;
        this.cache = cache;
    }

    @Override
    public boolean reads(Json.Obj source) {
        return source.get("kind") instanceof Json.Str(var kind) && kind.equals("s3");
    }

    @Override
    public List<Path> files(String entry, Json.Obj source) throws CallFailed {
        try {
            var view = View.of(source);
            var export = new Export(
                    client(view.at("region").textOr(home)),
                    view.at("bucket").text(),
                    view.at("prefix").text().replaceAll("/+$", ""));
            return cache.files(entry, export.files((int) view.at("months").integerOr(4)));
        } catch (JsonException e) {
            throw new CallFailed(Problem.permanent("BadManifest", "the manifest cannot be read: " + e.getMessage()));
        }
    }

    private S3Client client(String region) throws CallFailed {
        return regions.all().stream()
                .filter(apis -> apis.region().equals(region))
                .findFirst()
                .map(AwsRegionApis::s3)
                .orElseThrow(() -> new CallFailed(Problem.permanent(
                        "NoRegion", "this host does not work in the region " + region + " of the bucket")));
    }

    /** One export in its bucket. */
    private record Export(S3Client s3, String bucket, String prefix) {

        Map<String, CostFileCache.Fetch> files(int months) throws CallFailed, JsonException {
            var manifests = manifests();
            if (manifests.isEmpty()) {
                throw new CallFailed(Problem.permanent(
                        "NoManifest",
                        "s3://" + bucket + "/" + prefix
                                + "/metadata/ has no manifest; the export's prefix ends with its name"));
            }
            var files = new LinkedHashMap<String, CostFileCache.Fetch>();
            for (var period :
                    manifests.descendingMap().values().stream().limit(months).toList()) {
                for (var key : keys(period.key())) {
                    files.put(period.eTag() + "/" + key, file -> fetch(key, file));
                }
            }
            return files;
        }

        /** The newest manifest of each billing period. */
        private TreeMap<String, S3Object> manifests() throws CallFailed {
            var newest = new TreeMap<String, S3Object>();
            for (var object : list(prefix + "/metadata/")) {
                var period = PERIOD.matcher(object.key());
                if (period.matches()) {
                    newest.merge(
                            period.group(1),
                            object,
                            (one, other) ->
                                    Comparator.comparing(S3Object::lastModified).compare(one, other) >= 0
                                            ? one
                                            : other);
                }
            }
            return newest;
        }

        private List<S3Object> list(String under) throws CallFailed {
            return AwsCalls.read(() -> s3
                    .listObjectsV2Paginator(ListObjectsV2Request.builder()
                            .bucket(bucket)
                            .prefix(under)
                            .build())
                    .contents()
                    .stream()
                    .limit(MOST_OBJECTS)
                    .toList());
        }

        /** The files of a manifest; only those below the export's own prefix. */
        private List<String> keys(String manifest) throws CallFailed, JsonException {
            var bytes = AwsCalls.read(() -> s3.getObject(get(manifest), ResponseTransformer.toBytes()))
                    .asByteArray();
            if (bytes.length > MOST_MANIFEST) {
                throw new CallFailed(Problem.permanent("BadManifest", manifest + " has " + bytes.length + " bytes"));
            }
            var view = View.of(Json.parse(bytes, JsonLimits.DEFAULT));
            var keys = new ArrayList<String>();
            for (var file : view.firstOf("dataFiles", "reportKeys").items()) {
                keys.add(key(file.text(), manifest));
            }
            return keys;
        }

        private String key(String file, String manifest) throws CallFailed {
            var own = "s3://" + bucket + "/";
            var key = file.startsWith(own) ? file.substring(own.length()) : file;
            if (!key.toLowerCase(Locale.ROOT).startsWith(prefix.toLowerCase(Locale.ROOT) + "/")) {
                throw new CallFailed(Problem.permanent(
                        "BadManifest",
                        manifest + " names " + file + ", which is not below s3://" + bucket + "/" + prefix));
            }
            return key;
        }

        private void fetch(String key, Path file) throws CallFailed {
            AwsCalls.read(() -> s3.getObject(get(key), ResponseTransformer.toFile(file)));
        }

        private GetObjectRequest get(String key) {
            return GetObjectRequest.builder().bucket(bucket).key(key).build();
        }
    }
}
