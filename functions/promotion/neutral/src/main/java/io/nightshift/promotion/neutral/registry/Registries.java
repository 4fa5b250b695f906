package io.nightshift.promotion.neutral.registry;

import io.nightshift.core.decode.Image;
import io.nightshift.promotion.neutral.web.WebClient;
import java.net.URI;
import java.util.Set;

/**
 * All registries that images are named by.
 *
 * @param plain hosts with their ports that are asked without TLS: {@code localhost:5000}
 */
public record Registries(WebClient web, Logins logins, Set<String> plain) {

    public Registries {
        plain = Set.copyOf(plain);
    }

    /** One repository, for the few requests of one observation. */
    Repository repository(Image image) {
        return new Repository(this, image);
    }

    /** Docker Hub names its images by one host and answers on another, and keeps its own images in a folder that no name has. */
    URI base(Image image) {
        boolean hub = image.host().equals("docker.io") || image.host().equals("index.docker.io");
        var host = hub ? "registry-1.docker.io" : image.host();
        var path = hub && !image.path().contains("/") ? "library/" + image.path() : image.path();
        return URI.create((plain.contains(host) ? "http" : "https") + "://" + host + "/v2/" + path + "/");
    }

    /** Reports whether anything may be asked there: by TLS, or on a host that was given as plain. */
    boolean mayAsk(URI uri) {
        return uri.getHost() != null
                && uri.getUserInfo() == null
                && ("https".equals(uri.getScheme())
                        || ("http".equals(uri.getScheme()) && plain.contains(uri.getAuthority())));
    }
}
