package io.nightshift.promotion.neutral.registry;

import io.nightshift.core.act.Problem;
import io.nightshift.core.decode.Fields;
import io.nightshift.core.decode.Image;
import io.nightshift.core.json.JsonException;
import io.nightshift.core.json.View;
import io.nightshift.promotion.neutral.signature.SignatureClaim;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Finds the signatures attached to a digest: under cosign's own tag ({@code sha256-HEX.sig}), through the referrers API, and
 * if the registry does not support it, in the fallback index ({@code sha256-HEX}). For one thread and one observation.
 */
final class Referrers {

    private static final String SIMPLE = "application/vnd.dev.cosign.simplesigning.v1+json";
    private static final String SIGNATURE = "application/vnd.dev.cosign.artifact.sig.v1+json";
    private static final String BUNDLE = "application/vnd.dev.sigstore.bundle.v0.3+json";
    private static final String ANNOTATION = "dev.cosignproject.cosign/signature";

    /** The maximum number of signatures and other attachments; with more, old ones should be removed. */
    private static final int MOST = 50;

    private final Repository repository;
    private final String digest;
    private final List<SignatureClaim> claims = new ArrayList<>();
    private final List<String> faults = new ArrayList<>();
    private @Nullable Problem missed;

    Referrers(Repository repository, String digest) {
        this.repository = repository;
        this.digest = digest;
    }

    /**
     * The result.
     *
     * @param faults objects that look like a signature and cannot be read
     * @param missed why there may be more
     */
    record Found(List<SignatureClaim> claims, List<String> faults, Optional<Problem> missed) {}

    Found claims() {
        addManifest(repository.manifest(digest.replace(':', '-') + ".sig"));
        for (var referrer : referrers()) {
            addManifest(repository.manifest(referrer));
        }
        return new Found(List.copyOf(claims), List.copyOf(faults), Optional.ofNullable(missed));
    }

    private Set<String> referrers() {
        var digests = new LinkedHashSet<String>();
        var index = content(index());
        try {
            if (index.isPresent()) {
                for (var entry :
                        Manifest.read(index.get().body()).at("manifests").items()) {
                    if (maySign(entry) && digests.size() < MOST) {
                        digests.add(Image.digest(entry.at("digest")));
                    }
                }
            }
        } catch (JsonException e) {
            faults.add("the index of what is attached cannot be read: " + e.getMessage());
        }
        return digests;
    }

    /** A registry without the API responds with 404, or with whatever it returns for unknown paths. */
    private FetchedManifest index() {
        return switch (repository.referrers(digest)) {
            case FetchedManifest.Absent ignored -> repository.manifest(digest.replace(':', '-'));
            case FetchedManifest.Missed(var problem)
            when problem.code().equals("BadStatus") -> repository.manifest(digest.replace(':', '-'));
            case FetchedManifest.Content content -> content;
            case FetchedManifest.Spoilt spoilt -> spoilt;
            case FetchedManifest.Missed other -> other;
        };
    }

    /** The index of old registries may omit the type; the manifest contains it. */
    private static boolean maySign(View entry) {
        return !entry.at("artifactType").exists() || Fields.says(entry.at("artifactType"), SIGNATURE, BUNDLE);
    }

    private void addManifest(FetchedManifest fetched) {
        var content = content(fetched);
        try {
            if (content.isPresent()) {
                for (var layer :
                        Manifest.read(content.get().body()).at("layers").items()) {
                    addLayer(layer);
                }
            }
        } catch (JsonException e) {
            faults.add("its manifest cannot be read: " + e.getMessage());
        }
    }

    private void addLayer(View layer) throws JsonException {
        var type = layer.at("mediaType").textOr("");
        if (claims.size() + faults.size() >= MOST || !(type.equals(SIMPLE) || type.equals(BUNDLE))) {
            return;
        }
        var blob = repository.blob(Image.digest(layer.at("digest")), SignatureClaim.LONGEST);
        if (blob instanceof FetchedManifest.Absent) {
            faults.add("what was signed is not in the registry");
        }
        var content = content(blob);
        if (content.isPresent()) {
            var body = content.get().body();
            claims.add(
                    type.equals(BUNDLE)
                            ? new SignatureClaim.Bundle(body)
                            : new SignatureClaim.Simple(
                                    body, layer.at("annotations").at(ANNOTATION).text()));
        }
    }

    private Optional<FetchedManifest.Content> content(FetchedManifest fetched) {
        return switch (fetched) {
            case FetchedManifest.Content content -> Optional.of(content);
            case FetchedManifest.Absent ignored -> Optional.empty();
            case FetchedManifest.Spoilt(var reason) -> {
                faults.add(reason);
                yield Optional.empty();
            }
            case FetchedManifest.Missed(var problem) -> {
                missed = problem;
                yield Optional.empty();
            }
        };
    }
}
