package io.nightshift.promotion.neutral.registry;

import io.nightshift.core.decode.Image;
import io.nightshift.web.WebClient;
import java.net.URI;
import java.util.Set;

/**
 * All registries in image names.
 *
 * @param plain hosts with their ports that are called without TLS: {@code localhost:5000}
 */
public record Registries(WebClient web, Logins logins, Set<String> plain) {

    public Registries {
        plain = Set.copyOf(plain);
    }

    /** One repository, for the few requests of one observation. */
    Repository repository(Image image) {
        return new Repository(this, image);
    }

    /** Docker Hub's API has another host than its image names, and its own images are in a folder that their names omit. */
    URI base(Image image) {
        boolean hub = image.host().equals("docker.io") || image.host().equals("index.docker.io");
        var host = hub ? "registry-1.docker.io" : image.host();
        var path = hub && !image.path().contains("/") ? "library/" + image.path() : image.path();
        return URI.create((plain.contains(host) ? "http" : "https") + "://" + host + "/v2/" + path + "/");
    }

    /** Reports whether this address may be called: with TLS, or on a host that is configured as plain. */
    boolean mayAsk(URI uri) {
        return uri.getHost() != null
                && uri.getUserInfo() == null
                && ("https".equals(uri.getScheme())
                        || ("http".equals(uri.getScheme()) && plain.contains(uri.getAuthority())));
    }
}
