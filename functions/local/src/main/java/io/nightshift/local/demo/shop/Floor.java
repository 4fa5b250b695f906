package io.nightshift.local.demo.shop;

import io.nightshift.core.act.CallFailed;
import io.nightshift.core.json.Json;
import io.nightshift.core.signal.Origin;
import io.nightshift.core.signal.Resource;
import io.nightshift.local.nginx.NginxUpstream;
import io.nightshift.local.nginx.Versions;
import io.nightshift.promotion.action.Rollout;
import io.nightshift.promotion.action.TargetKinds;
import io.nightshift.promotion.target.Platform;
import io.nightshift.sandbox.registry.Pusher;
import io.nightshift.sandbox.wire.Program;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.function.Consumer;

/** The shop as its users know it: a registry with its images, a proxy, and a first version behind it. */
final class Floor implements AutoCloseable {

    static final String PATH = "shop";

    /** The tag of the first version: no promotion. */
    private static final String FIRST = "first";

    private final Path folder;
    private final int registryPort = Program.freePort();
    private final int port = Program.freePort();
    private final Program registry;
    private final Pusher pusher = new Pusher(URI.create("http://" + host()), "");
    private final NginxUpstream platform;
    private final Program proxy;
    private final String first;

    Floor(Path folder, String intake) throws IOException, CallFailed {
        this(folder, intake, what -> {});
    }

    /**
     * Opens when its users can come.
     *
     * @param intake where the registry tells of pushes
     * @param waiting told what is waited for
     */
    Floor(Path folder, String intake, Consumer<String> waiting) throws IOException, CallFailed {
        this.folder = folder;
        waiting.accept("the registry starts");
        registry = Servers.registry(folder, registryPort, intake);
        try {
            Patience.until(() -> "the registry answers", () -> Servers.listens(registryPort), waiting);
            waiting.accept("the first version starts");
            first = push(FIRST, Behaviour.GOOD);
            Servers.configure(folder, port);
            var nginx = Servers.nginx(folder);
            platform = new NginxUpstream(folder, nginx, Patience::pause);
            platform.begin(target(), new Rollout(image(), first, "", Json.obj(), settings()));
            waiting.accept("the proxy starts");
            proxy = Servers.start(nginx);
        } catch (IOException | CallFailed | RuntimeException e) {
            stop();
            throw e;
        }
        Patience.until(() -> "the proxy answers", () -> Servers.listens(port), waiting);
    }

    static Resource target() {
        return new Resource(Origin.NOWHERE, TargetKinds.NGINX_UPSTREAM, "shop");
    }

    static Json.Obj settings() {
        return Json.obj().with("command", Json.strings(ShopVersion.command()));
    }

    /** The registry, as images are named by it. */
    String host() {
        return "127.0.0.1:" + registryPort;
    }

    String image() {
        return host() + "/" + PATH;
    }

    /** The digest of the version that was there first. */
    String first() {
        return first;
    }

    URI url() {
        return URI.create("http://127.0.0.1:" + port + "/");
    }

    Platform platform() {
        return platform;
    }

    /** How much of the traffic a version has right now, by the proxy's own file. */
    int share(String digest) {
        try {
            var rollout = new Rollout(image(), digest, "", Json.obj(), settings());
            return platform.exposure(target(), rollout).percent();
        } catch (CallFailed e) {
            return 0;
        }
    }

    /** What a build does: pushes an image under its tag, and nothing else. Its digest. */
    String push(String tag, Behaviour behaviour) {
        return ShopImage.of(tag, behaviour).push(pusher, PATH, tag);
    }

    private void stop() {
        registry.close();
        try {
            new Versions(folder.resolve("versions")).stopAll();
        } catch (CallFailed e) {
            throw new IllegalStateException("a version of the shop could not be stopped", e);
        }
    }

    @Override
    public void close() {
        proxy.close();
        stop();
    }
}
