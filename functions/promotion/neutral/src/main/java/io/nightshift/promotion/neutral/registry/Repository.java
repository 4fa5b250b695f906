package io.nightshift.promotion.neutral.registry;

import io.nightshift.core.act.Problem;
import io.nightshift.core.decode.Image;
import io.nightshift.web.HttpRefusal;
import io.nightshift.web.HttpResult;
import io.nightshift.web.HttpSession;
import java.net.URI;
import java.net.http.HttpRequest;
import java.util.Optional;

/**
 * One repository of a registry, read through the OCI distribution API. It remembers its authorization; for one thread and a
 * few requests.
 *
 * @see <a href="https://github.com/opencontainers/distribution-spec/blob/v1.1.0/spec.md">OCI distribution 1.1</a>
 */
final class Repository {

    /** The specification's recommended maximum for a manifest. */
    static final int LONGEST_MANIFEST = 4 * 1024 * 1024;

    private static final int MOST_REDIRECTS = 3;

    private static final String MANIFESTS = String.join(
            ", ", Manifest.OCI_INDEX, Manifest.OCI_MANIFEST, Manifest.DOCKER_LIST, Manifest.DOCKER_MANIFEST);

    private final Registries registries;
    private final Image image;
    private final URI base;
    private final HttpSession session;
    private String authorization = "";

    Repository(Registries registries, Image image) {
        this.registries = registries;
        this.image = image;
        this.base = registries.base(image);
        this.session = registries.web().session();
    }

    /** @param reference a tag or a digest */
    FetchedManifest manifest(String reference) {
        return fetch(base.resolve("manifests/" + reference), MANIFESTS, reference, LONGEST_MANIFEST);
    }

    FetchedManifest blob(String digest, int longest) {
        return fetch(base.resolve("blobs/" + digest), "*/*", digest, longest);
    }

    /** The index of everything attached to a digest; also absent if the registry does not support the API. */
    FetchedManifest referrers(String digest) {
        return fetch(base.resolve("referrers/" + digest), Manifest.OCI_INDEX, "", LONGEST_MANIFEST);
    }

    /** A page of a list, with any status. The reference of the next page is kept as the registry wrote it. */
    HttpResult page(String reference) {
        try {
            var uri = base.resolve(reference);
            return registries.mayAsk(uri)
                    ? authorized(uri, "application/json", LONGEST_MANIFEST)
                    : new HttpResult.Missed(
                            Problem.permanent("BadLink", who() + " goes on where nothing may be asked"));
        } catch (IllegalArgumentException e) {
            return new HttpResult.Missed(Problem.permanent("BadLink", who() + " names a next page that is no address"));
        }
    }

    Problem refusal(HttpResult.Answered answer) {
        return HttpRefusal.of(who(), answer);
    }

    private FetchedManifest fetch(URI uri, String accept, String reference, int longest) {
        return switch (authorized(uri, accept, longest)) {
            case HttpResult.Missed(var problem) -> new FetchedManifest.Missed(problem);
            case HttpResult.TooLong ignored ->
                new FetchedManifest.Spoilt("what the registry has there is longer than " + longest + " bytes");
            case HttpResult.Answered answer ->
                switch (answer.status()) {
                    case 200 -> content(answer, reference);
                    case 404 -> new FetchedManifest.Absent();
                    default -> new FetchedManifest.Missed(HttpRefusal.of(who(), answer));
                };
        };
    }

    /** The digest is computed here; it must equal the registry's own and the requested one. */
    private FetchedManifest content(HttpResult.Answered answer, String reference) {
        var said = answer.header("Docker-Content-Digest").strip();
        boolean byDigest = reference.startsWith("sha256:") || reference.startsWith("sha512:");
        var digest = Digest.of(answer.body(), byDigest ? reference : said);
        if (byDigest && !digest.equals(reference)) {
            return new FetchedManifest.Spoilt("the registry gives " + digest + " for " + reference);
        }
        if (!byDigest && !said.isEmpty() && !digest.equals(said)) {
            return new FetchedManifest.Spoilt("the registry names another digest than that of the content, " + digest);
        }
        return new FetchedManifest.Content(
                digest, answer.header("Content-Type").split(";", 2)[0].strip(), answer.body());
    }

    private HttpResult authorized(URI uri, String accept, int longest) {
        var first = following(uri, accept, longest);
        if (!(first instanceof HttpResult.Answered refused) || refused.status() != 401) {
            return first;
        }
        return switch (new TokenAuth(registries, image, session).letIn(refused)) {
            case TokenAuth.Word.Pass(var header)
            when !header.equals(authorization) -> {
                authorization = header;
                yield following(uri, accept, longest);
            }
            case TokenAuth.Word.Pass ignored -> first;
            case TokenAuth.Word.No(var problem) -> new HttpResult.Missed(problem);
        };
    }

    /** Registries redirect to a blob store elsewhere; the authorization must not be sent there. */
    private HttpResult following(URI first, String accept, int longest) {
        var uri = first;
        for (int redirects = 0; ; redirects++) {
            var result = session.ask(request(uri, accept), longest);
            if (!(result instanceof HttpResult.Answered answer) || !isRedirect(answer)) {
                return result;
            }
            var next = next(uri, answer);
            if (next.isEmpty() || redirects == MOST_REDIRECTS) {
                return new HttpResult.Missed(
                        Problem.permanent("BadRedirect", who() + " sends to where nothing may be asked"));
            }
            uri = next.get();
        }
    }

    private static boolean isRedirect(HttpResult.Answered answer) {
        return switch (answer.status()) {
            case 301, 302, 303, 307, 308 -> true;
            default -> false;
        };
    }

    private Optional<URI> next(URI from, HttpResult.Answered answer) {
        try {
            return Optional.of(from.resolve(URI.create(answer.header("Location"))))
                    .filter(registries::mayAsk);
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private HttpRequest.Builder request(URI uri, String accept) {
        var request = HttpRequest.newBuilder(uri).setHeader("Accept", accept);
        boolean home =
                uri.getScheme().equals(base.getScheme()) && uri.getAuthority().equals(base.getAuthority());
        return authorization.isEmpty() || !home ? request : request.setHeader("Authorization", authorization);
    }

    private String who() {
        return "the registry " + image.host();
    }
}
