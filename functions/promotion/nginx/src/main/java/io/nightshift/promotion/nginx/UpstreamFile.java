package io.nightshift.promotion.nginx;

import io.nightshift.core.run.Sha256;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The file that Nightshift writes for one upstream in nginx's configuration: a server group for each version, and the
 * variable {@code $NAME} that names one of them for each request, the newer one with exactly its share. It uses
 * {@code split_clients} instead of server weights in one group, because a group passes the requests of a failing server to
 * the others, whatever their weights are.
 *
 * <p>The file is also read back, so that an edit by hand is detected.
 *
 * @param name the upstream
 * @param port the loopback port on which nginx reports the running generation of this file
 * @param servers the port of each version
 * @param shares percent of each version; the rest belongs to the last
 * @see <a href="https://nginx.org/en/docs/http/ngx_http_split_clients_module.html">nginx: split_clients</a>
 */
record UpstreamFile(String name, int port, Map<String, Integer> servers, Map<String, Integer> shares) {

    private static final Pattern LISTEN = Pattern.compile("listen 127\\.0\\.0\\.1:([0-9]{1,5});");
    private static final Pattern TELLS = Pattern.compile("return 200 \"([0-9a-f]{16}) ");
    private static final Pattern SERVER =
            Pattern.compile("upstream (\\S+) \\{\\s+server 127\\.0\\.0\\.1:([0-9]{1,5});");
    private static final Pattern SPLIT = Pattern.compile("split_clients \\S+ \\S+ \\{([^}]*)}");
    private static final Pattern SHARE = Pattern.compile("\\s*(?:([0-9]{1,3}(?:\\.[0-9]{1,2})?)%|\\*)\\s+(\\S+);");

    UpstreamFile {
        servers = Map.copyOf(servers);
        shares = Collections.unmodifiableMap(new LinkedHashMap<>(shares));
    }

    /** All traffic to one version. */
    static UpstreamFile all(String name, int port, String version, int server) {
        return new UpstreamFile(name, port, Map.of(version, server), Map.of(version, 100));
    }

    /** A share for the newer version, the rest for the older one. */
    static UpstreamFile split(
            String name, int port, String newer, int newerServer, int percent, String older, int olderServer) {
        var shares = new LinkedHashMap<String, Integer>();
        shares.put(newer, percent);
        shares.put(older, 100 - percent);
        return new UpstreamFile(name, port, Map.of(newer, newerServer, older, olderServer), shares);
    }

    /** The same shares, with that version on another port. */
    UpstreamFile with(String version, int server) {
        var moved = new LinkedHashMap<>(servers);
        moved.put(version, server);
        return new UpstreamFile(name, port, moved, shares);
    }

    /** In percent; a fraction is rounded up. */
    int share(String version) {
        return shares.getOrDefault(version, 0);
    }

    /** The versions with a share. */
    List<String> serving() {
        return shares.keySet().stream().filter(version -> share(version) > 0).toList();
    }

    String generation() {
        return Sha256.hex(body()).substring(0, 16);
    }

    /** The generation in a file's text; an edit by hand does not change it. Empty if there is none. */
    static Optional<String> told(String text) {
        return TELLS.matcher(text).results().findFirst().map(found -> found.group(1));
    }

    String text() {
        return """
                # Nightshift writes this file. Include it before the server that says: proxy_pass http://$%1$s;
                # That server also says: access_log NAME.log %1$s;
                """.formatted(name) + body() + """
                server {
                    listen 127.0.0.1:%d;
                    access_log off;
                    keepalive_timeout 0;
                    location = / { return 200 "%s $pid"; }
                }
                """.formatted(port, generation());
    }

    private String body() {
        var text = new StringBuilder("log_format %1$s '$msec $status $request_time $%1$s';\n".formatted(name));
        servers.entrySet().stream()
                .sorted(Map.Entry.comparingByKey())
                .forEach(server -> text.append("upstream %s {\n    server 127.0.0.1:%d;\n    keepalive 16;\n}\n"
                        .formatted(server.getKey(), server.getValue())));
        text.append("split_clients $request_id $%s {\n".formatted(name));
        var last = new ArrayList<>(shares.keySet()).getLast();
        shares.forEach((version, share) -> {
            if (!version.equals(last)) {
                text.append("    %d%% %s;\n".formatted(share, version));
            }
        });
        return text.append("    * %s;\n}\n".formatted(last)).toString();
    }

    /** Empty if Nightshift no longer manages the file. */
    static Optional<UpstreamFile> read(String name, String text) {
        var listen = LISTEN.matcher(text);
        var split = SPLIT.matcher(text);
        if (!listen.find() || !split.find()) {
            return Optional.empty();
        }
        var shares = shares(split.group(1));
        return shares.isEmpty()
                ? Optional.empty()
                : Optional.of(new UpstreamFile(name, Integer.parseInt(listen.group(1)), servers(text), shares));
    }

    private static Map<String, Integer> servers(String text) {
        var servers = new LinkedHashMap<String, Integer>();
        var server = SERVER.matcher(text);
        while (server.find()) {
            servers.put(server.group(1), Integer.parseInt(server.group(2)));
        }
        return servers;
    }

    private static Map<String, Integer> shares(String lines) {
        var shares = new LinkedHashMap<String, Integer>();
        int left = 100;
        var share = SHARE.matcher(lines);
        while (share.find()) {
            int percent = share.group(1) == null ? left : (int) Math.ceil(Double.parseDouble(share.group(1)));
            shares.merge(share.group(2), percent, Integer::sum);
            left = Math.max(0, left - percent);
        }
        return shares;
    }

    /** The name of a version in the file and in nginx's log: {@code shop.sha256-0a1b...}. */
    static String version(String name, String digest) {
        return name + "." + digest.replace(':', '-');
    }

    /** The digest in a version's name; empty if Nightshift did not name it. */
    static String digest(String name, String version) {
        return version.matches(Pattern.quote(name) + "\\.sha(256|512)-[0-9a-f]+")
                ? version.substring(name.length() + 1).replace('-', ':')
                : "";
    }
}
