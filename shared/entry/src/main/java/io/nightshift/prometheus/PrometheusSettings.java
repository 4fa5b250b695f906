package io.nightshift.prometheus;

import io.nightshift.entry.EnvironmentVariable;
import io.nightshift.entry.Variables;
import io.nightshift.web.WebClient;
import java.net.URI;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * The Prometheus settings from the environment.
 *
 * @param token empty for none
 */
public record PrometheusSettings(URI url, Optional<String> token) {

    public static final String URL = "NIGHTSHIFT_PROMETHEUS_URL";
    /** The variable for hosts that are called without TLS, if there is one. */
    public static final String PLAIN = "NIGHTSHIFT_PLAIN_HOSTS";

    private static final String TOKEN = "NIGHTSHIFT_PROMETHEUS_TOKEN";

    public static final List<EnvironmentVariable> KEYS = List.of(
            new EnvironmentVariable(
                    URL, false, "The Prometheus that has the numbers of promotions and their error budgets."),
            new EnvironmentVariable(TOKEN, false, "A bearer token for it."));

    /** RFC 6750, 2.1. For an invalid header the JDK throws an exception that repeats the value. */
    private static final Pattern BEARER = Pattern.compile("[A-Za-z0-9._~+/=-]{1,8192}");

    private static final Set<String> LOOPBACK = Set.of("localhost", "127.0.0.1", "[::1]");

    /** @param plain hosts with their ports that may be called without TLS, for any purpose */
    public static Optional<PrometheusSettings> read(Variables variables, Set<String> plain) {
        var token = variables.get(TOKEN);
        var url = variables.uri(URL, token.isPresent());
        if (url.filter(there -> !isServer(there)).isPresent()) {
            variables.problem(
                    URL + " is not right; expected https://HOST/PATH (or http) without user, query and fragment");
        } else if (token.isPresent()
                && url.filter(there -> !isPrivate(there, plain)).isPresent()) {
            variables.problem(URL + " has no TLS; with " + TOKEN + " expected https, or its host and port in " + PLAIN);
        }
        if (token.filter(given -> !BEARER.matcher(given).matches()).isPresent()) {
            variables.problem(TOKEN + " is not right; expected a bearer token: letters, digits and ._~+/=-");
        }
        return url.map(there -> new PrometheusSettings(there, token));
    }

    private static boolean isServer(URI url) {
        return Set.of("http", "https").contains(String.valueOf(url.getScheme()))
                && url.getRawUserInfo() == null
                && url.getRawQuery() == null
                && url.getRawFragment() == null;
    }

    private static boolean isPrivate(URI url, Set<String> plain) {
        return "https".equals(url.getScheme())
                || LOOPBACK.contains(url.getHost())
                || plain.contains(url.getAuthority());
    }

    public Prometheus server(WebClient web) {
        return new Prometheus(
                web, url, () -> token.map(given -> "Bearer " + given).orElse(""));
    }

    @Override
    public String toString() {
        return "PrometheusSettings[url=" + url + "]";
    }
}
