package io.nightshift.local.host;

import static org.assertj.core.api.Assertions.assertThat;

import io.nightshift.core.json.Json;
import io.nightshift.core.json.View;
import io.nightshift.local.infra.YamlTree;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code docs/openapi.yaml} says what {@code serve} does: the same paths, methods and answers. */
final class OpenApiTest {

    private static final Path ROOT = Path.of(System.getProperty("nightshift.root", "../.."));
    private static final Path API = ROOT.resolve("shared/entry/src/main/java/io/nightshift/api/HttpApi.java");
    private static final Pattern ROUTE = Pattern.compile("\"(/[a-z]+)\"");
    private static final Set<String> METHODS = Set.of("get", "post", "put", "delete", "patch");

    private final HttpClient client = HttpClient.newHttpClient();
    private final YamlTree paths =
            YamlTree.of(ROOT.resolve("docs/openapi.yaml")).at("paths");
    private ServedApi api;

    @BeforeEach
    void start(@TempDir Path letters) throws Exception {
        api = new ServedApi(letters, Optional.of("canary-token"), HttpLimits.standard());
    }

    @AfterEach
    void stop() {
        api.close();
        client.close();
    }

    @Test
    void everyRouteOfServeIsDescribedAndNoOther() throws IOException {
        var routes = new TreeSet<String>();
        ROUTE.matcher(Files.readString(API)).results().forEach(found -> routes.add(found.group(1)));
        assertThat(routes).isEqualTo(paths.keys());
    }

    @Test
    void eachMethodAnswersAsDescribedAndOthersAreRefused() throws Exception {
        for (var path : paths.keys()) {
            for (var method : METHODS) {
                int status = send(path, method, "{}").statusCode();
                if (paths.at(path).has(method)) {
                    assertThat(paths.at(path, method, "responses").keys())
                            .as(method + " " + path)
                            .contains(Integer.toString(status));
                } else {
                    assertThat(status).as(method + " " + path).isIn(404, 405);
                }
            }
        }
    }

    @Test
    void answersHaveTheMembersThatAreDescribed() throws Exception {
        var alarm = Files.readString(ROOT.resolve("events/aws/cloudwatch/metric-alarm.json"));
        var handled = View.of(Json.parse(send("/signals", "post", alarm).body()));
        assertThat(handled.object().members().keySet()).containsExactlyInAnyOrder("handled", "rejected", "ignored");
        assertThat(handled.at("handled").at(0).object().members().keySet())
                .containsExactlyInAnyOrder("signal", "kind", "run", "detail");
        var health = View.of(Json.parse(send("/healthz", "get", "").body()));
        assertThat(health.object().members().keySet()).containsExactlyInAnyOrder("status", "policy", "checks");
    }

    private HttpResponse<String> send(String path, String method, String body)
            throws IOException, InterruptedException {
        var request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + api.port() + path))
                .header("Authorization", "Bearer canary-token")
                .method(
                        method.toUpperCase(Locale.ROOT),
                        body.isEmpty() ? BodyPublishers.noBody() : BodyPublishers.ofString(body));
        return client.send(request.build(), HttpResponse.BodyHandlers.ofString());
    }
}
