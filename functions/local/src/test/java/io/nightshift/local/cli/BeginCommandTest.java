package io.nightshift.local.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.nightshift.core.json.Json;
import io.nightshift.demo.ShopVersion;
import io.nightshift.promotion.digest.DigestLedger;
import io.nightshift.promotion.nginx.VersionProcesses;
import io.nightshift.sandbox.registry.Pusher;
import io.nightshift.sandbox.registry.RegistryStandIn;
import io.nightshift.sql.SqlLedger;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class BeginCommandTest {

    private final RegistryStandIn registry = new RegistryStandIn(RegistryStandIn.Login.OPEN, false);
    private final String host = registry.endpoint().getAuthority();

    @TempDir
    private Path folder;

    @AfterEach
    void stop() throws Exception {
        new VersionProcesses(folder.resolve("versions")).stopAll();
        registry.close();
    }

    /** An image of the shop, as the demo has them. */
    private String push() {
        var pusher = new Pusher(registry.endpoint(), "");
        var labels = Json.obj()
                .with("nightshift.demo.errors", "0")
                .with("nightshift.demo.millis", "0")
                .with("nightshift.demo.leak", "0");
        var config = Json.obj()
                .with("architecture", "amd64")
                .with("os", "linux")
                .with("config", Json.obj().with("Labels", labels));
        var manifest = Json.obj()
                .with("schemaVersion", 2)
                .with("mediaType", Pusher.OCI_MANIFEST)
                .with("config", pusher.blob("shop", "application/vnd.oci.image.config.v1+json", config.bytes()))
                .with(
                        "layers",
                        Json.arr(pusher.blob(
                                "shop",
                                "application/vnd.oci.image.layer.v1.tar",
                                "the shop".getBytes(StandardCharsets.UTF_8))));
        return pusher.manifest("shop", "v1", Pusher.OCI_MANIFEST, manifest);
    }

    private Typed begin(Map<String, String> more, String image, String command) throws IOException {
        var policy = Files.writeString(folder.resolve("nightshift.yaml"), """
                version: 1
                rules: []
                promotions:
                  shop:
                    image: %s/shop
                    stages:
                      - name: prod
                        targets: [{kind: "nginx:upstream", name: shop, with: {command: %s}}]
                        strategy: {kind: all-at-once}
                """.formatted(host, command));
        var environment = new HashMap<>(more);
        environment.put("NIGHTSHIFT_PLAIN_HOSTS", host);
        return Typed.nightshift(
                environment,
                "begin",
                "shop",
                image,
                "--policy",
                policy.toString(),
                "--ledger",
                ledger(),
                "--as",
                "alice",
                "--json");
    }

    private String ledger() {
        return folder.resolve("ledger.db").toString();
    }

    /** What the ledger says of it, in order. */
    private List<String> noted() {
        try (var open = SqlLedger.open(ledger())) {
            return open.entries(DigestLedger.LOG.id(), Optional.empty(), 100).items().stream()
                    .map(entry -> entry.kind() + " " + entry.body().text())
                    .toList();
        }
    }

    private Typed begin(String image, String command) throws IOException {
        return begin(Map.of("NIGHTSHIFT_NGINX_FOLDER", folder.toString()), image, command);
    }

    private static String shop() {
        return Json.strings(ShopVersion.command()).text();
    }

    @Test
    void theFirstVersionRunsAndHasAllTrafficOnce() throws Exception {
        var digest = push();
        var typed = begin(host + "/shop:v1", shop());
        assertThat(typed.exit()).as(typed.err()).isZero();
        assertThat(typed.json().at("digest").text()).isEqualTo(digest);
        var name = "shop." + digest.replace(':', '-');
        assertThat(Files.readString(folder.resolve("upstreams/shop.conf"))).contains("* " + name + ";");
        assertThat(new VersionProcesses(folder.resolve("versions"))
                        .find(name)
                        .orElseThrow()
                        .isAlive())
                .isTrue();
        assertThat(noted()).hasSize(2);
        assertThat(noted().getFirst()).startsWith("first-version-asked ").contains("\"by\":\"alice\"", digest);
        assertThat(noted().getLast()).startsWith("first-version-begun ").contains("\"upstreams\":[\"shop\"]", digest);
        var again = begin(host + "/shop:v1", shop());
        assertThat(again.exit()).isEqualTo(1);
        assertThat(again.err()).contains("no nginx:upstream of shop is without a version");
        assertThat(noted().getLast()).startsWith("first-version-not-needed ");
    }

    /** Case c of {@code dead-version-blocks-the-fix}: after a crash or a reboot. */
    @Test
    void aVersionThatServesAndHasEndedIsStartedAgain() throws Exception {
        var digest = push();
        assertThat(begin(host + "/shop:v1", shop()).exit()).isZero();
        var file = Files.readString(folder.resolve("upstreams/shop.conf"));
        var version = "shop." + digest.replace(':', '-');
        var process = new VersionProcesses(folder.resolve("versions"))
                .find(version)
                .flatMap(VersionProcesses.Version::process)
                .orElseThrow();
        process.destroyForcibly();
        process.onExit().join();
        var typed = begin(host + "/shop:v1", shop());
        assertThat(typed.exit()).as(typed.err()).isZero();
        assertThat(typed.json().at("upstreams").items()).isEmpty();
        assertThat(typed.json().at("restarted").at(0).text()).isEqualTo("shop");
        assertThat(new VersionProcesses(folder.resolve("versions"))
                        .find(version)
                        .orElseThrow()
                        .isAlive())
                .isTrue();
        assertThat(folder.resolve("upstreams/shop.conf")).hasContent(file);
        assertThat(noted().getLast()).startsWith("restarted ").contains("\"upstreams\":[\"shop\"]", digest);
    }

    @Test
    void whatDoesNotRunLeavesNoUpstream() throws Exception {
        push();
        var typed = begin(host + "/shop:v1", "[\"false\", \"{port}\"]");
        assertThat(typed.exit()).isEqualTo(ExitCode.UNAVAILABLE);
        assertThat(typed.err()).contains("the process has ended; what it said is in");
        assertThat(folder.resolve("upstreams/shop.conf")).doesNotExist();
        assertThat(noted().getLast()).startsWith("first-version-failed ").contains("the process has ended");
        assertThat(begin(host + "/shop:v1", shop()).exit()).isZero();
    }

    @Test
    void whatIsInQuarantineIsRefused() throws Exception {
        var digest = push();
        try (var open = SqlLedger.open(ledger())) {
            new DigestLedger(open, InstantSource.system(), "").quarantine(host + "/shop", digest, "8 % errors");
        }
        var typed = begin(host + "/shop:v1", shop());
        assertThat(typed.exit()).isEqualTo(ExitCode.NO);
        assertThat(typed.err()).contains("is in quarantine since", "8 % errors", "nightshift release");
        assertThat(folder.resolve("upstreams/shop.conf")).doesNotExist();
        assertThat(noted()).hasSize(1);
    }

    @Test
    void whatIsMissingIsNamed() throws Exception {
        assertThat(begin(host + "/shop:v9", shop()).err()).contains("the tag v9 is not there");
        assertThat(begin(host + "/other:v1", shop()).err()).contains("the image of shop is " + host + "/shop");
        assertThat(begin(Map.of(), host + "/shop:v1", shop()).err()).contains("NIGHTSHIFT_NGINX_FOLDER is missing");
    }
}
