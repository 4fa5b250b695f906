package io.nightshift.promotion.nginx;

import io.nightshift.core.act.CallFailed;
import io.nightshift.core.act.IdempotencyKey;
import io.nightshift.core.json.Json;
import io.nightshift.core.signal.Origin;
import io.nightshift.core.signal.Resource;
import io.nightshift.promotion.action.Rollout;
import io.nightshift.promotion.action.TargetKinds;
import io.nightshift.promotion.answer.Readiness;
import io.nightshift.promotion.sandbox.TargetUnderTest;
import io.nightshift.promotion.target.TargetPlatform;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.LockSupport;

/** An upstream with real processes behind it, which are stopped with it. */
final class LocalStand implements TargetUnderTest, AutoCloseable {

    static final IdempotencyKey KEY = new IdempotencyKey("promotion-0123456789ab", 1);

    private static final String THIRD = "sha256:" + "7".repeat(64);

    private final Path folder;
    private final NginxControl nginx;
    private final NginxUpstream platform;

    LocalStand(Path folder, NginxControl nginx) {
        this.folder = folder;
        this.nginx = nginx;
        this.platform = new NginxUpstream(folder, nginx, LocalStand::pause);
    }

    /** What happens between real processes has no virtual clock. */
    static void pause(Duration time) {
        LockSupport.parkNanos(time.toNanos());
    }

    /** Starts the older version and waits until it answers. */
    void begin() throws CallFailed {
        platform.begin(target(), new Rollout(image(), OLD, "", Json.obj(), settings()));
    }

    /** The new version, with the baseline that the preflight finds. */
    Rollout rollout() throws CallFailed {
        var blank = new Rollout(image(), NEW, "", Json.obj(), settings());
        var baseline = platform.preflight(target(), blank).baseline();
        return new Rollout(blank.image(), blank.digest(), "", baseline, blank.settings());
    }

    /** The same, deployed and ready for traffic. */
    Rollout deployed() throws CallFailed {
        var rollout = rollout();
        platform.deploy(target(), rollout, KEY);
        settle();
        return rollout;
    }

    /** Another engine, which knows nothing but what is on disk. */
    NginxUpstream another() {
        return new NginxUpstream(folder, nginx, LocalStand::pause);
    }

    @Override
    public TargetPlatform platform() {
        return platform;
    }

    @Override
    public Resource target() {
        return new Resource(Origin.NOWHERE, TargetKinds.NGINX_UPSTREAM, "shop");
    }

    @Override
    public String image() {
        return "127.0.0.1:5000/shop";
    }

    @Override
    public Json.Obj settings() {
        return Json.obj().with("command", Json.strings(command()));
    }

    /** The same, unless a file is there: no version starts then. */
    Json.Obj settingsUnless(Path file) {
        var command =
                new ArrayList<>(List.of("sh", "-c", "if [ -e \"$0\" ]; then exit 1; fi; exec \"$@\"", file.toString()));
        command.addAll(command());
        return Json.obj().with("command", Json.strings(command));
    }

    private static List<String> command() {
        return List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx16m",
                "-Xshare:auto",
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-cp",
                place(),
                TinyVersion.class.getName(),
                "{port}",
                "{digest}");
    }

    /** Ends the version's process. */
    @Override
    public boolean crash(String digest) {
        try {
            var process = versions()
                    .find(UpstreamFile.version("shop", digest))
                    .flatMap(VersionProcesses.Version::process)
                    .orElseThrow();
            process.destroyForcibly();
            process.onExit().join();
            return true;
        } catch (CallFailed e) {
            throw new AssertionError(e);
        }
    }

    boolean runs(String digest) throws CallFailed {
        return versions()
                .find(UpstreamFile.version("shop", digest))
                .filter(VersionProcesses.Version::isAlive)
                .isPresent();
    }

    private VersionProcesses versions() {
        return new VersionProcesses(folder.resolve("versions"));
    }

    private static String place() {
        try {
            return Path.of(TinyVersion.class
                            .getProtectionDomain()
                            .getCodeSource()
                            .getLocation()
                            .toURI())
                    .toString();
        } catch (URISyntaxException e) {
            throw new AssertionError(e);
        }
    }

    /** Until the newer version's process answers, if there is one. */
    @Override
    public void settle() {
        var rollout = new Rollout(image(), NEW, "", Json.obj(), settings());
        try {
            while (platform.deployed(target(), rollout) instanceof Readiness.OnItsWay) {
                pause(Duration.ofMillis(10));
            }
        } catch (CallFailed e) {
            throw new AssertionError(e);
        }
    }

    Path file() {
        return folder.resolve("upstreams/shop.conf");
    }

    @Override
    public void changeByHand() {
        try {
            var text = Files.readString(file());
            var name = UpstreamFile.version("shop", THIRD);
            var server = "upstream " + name + " {\n    server 127.0.0.1:9;\n}\n";
            Files.writeString(file(), server + text.replaceFirst("\\* \\S+;", "* " + name + ";"));
            nginx.reload(read().port());
        } catch (IOException | CallFailed e) {
            throw new AssertionError(e);
        }
    }

    private UpstreamFile read() {
        try {
            return UpstreamFile.read("shop", Files.readString(file())).orElseThrow();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public int shareOfNew() {
        return read().share(UpstreamFile.version("shop", NEW));
    }

    @Override
    public int versionsOfNew() {
        try (var files = Files.list(folder.resolve("versions"))) {
            return (int) files.filter(file -> file.toString().endsWith(".json"))
                    .filter(file -> file.toString().contains("sha256-" + "a".repeat(64)))
                    .count();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        try {
            versions().stopAll();
        } catch (CallFailed e) {
            throw new AssertionError(e);
        }
    }
}
