package io.nightshift.demo;

import io.nightshift.core.act.CallFailed;
import io.nightshift.core.json.Json;
import io.nightshift.core.signal.Origin;
import io.nightshift.core.signal.Resource;
import io.nightshift.promotion.action.Rollout;
import io.nightshift.promotion.action.TargetKinds;
import io.nightshift.promotion.nginx.NginxUpstream;
import io.nightshift.promotion.nginx.VersionProcesses;
import io.nightshift.promotion.target.TargetPlatform;
import io.nightshift.sandbox.registry.Pusher;
import io.nightshift.sandbox.wire.ChildProcess;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.function.Consumer;

/** The shop from its users' view: a registry with its images, a proxy, and a first version behind it. */
final class ShopSite implements AutoCloseable {

    static final String PATH = "shop";

    /** The tag of the first version, which is not promoted. */
    private static final String FIRST = "first";

    private final Path folder;
    private final int registryPort = ChildProcess.freePort();
    private final int port = ChildProcess.freePort();
    private final ChildProcess registry;
    private final Pusher pusher = new Pusher(URI.create("http://" + host()), "");
    private final NginxUpstream platform;
    private final ChildProcess proxy;
    private final String first;

    ShopSite(Path folder, String intake) throws IOException, CallFailed {
        this(folder, intake, what -> {});
    }

    /**
     * Opens when the shop is ready for users.
     *
     * @param intake the address for the registry's push notifications
     * @param waiting called with a description of each wait
     */
    ShopSite(Path folder, String intake, Consumer<String> waiting) throws IOException, CallFailed {
        this.folder = folder;
        waiting.accept("the registry starts");
        registry = DemoServers.registry(folder, registryPort, intake);
        try {
            ProgramWait.until(() -> "the registry answers", () -> DemoServers.listens(registryPort), waiting);
            waiting.accept("the first version starts");
            first = push(FIRST, ShopBehaviour.GOOD);
            DemoServers.configure(folder, port);
            var nginx = DemoServers.nginx(folder);
            platform = new NginxUpstream(folder, nginx, ProgramWait::pause);
            platform.begin(target(), new Rollout(image(), first, "", Json.obj(), settings()));
            waiting.accept("the proxy starts");
            proxy = DemoServers.start(nginx);
        } catch (IOException | CallFailed | RuntimeException e) {
            stop();
            throw e;
        }
        ProgramWait.until(() -> "the proxy answers", () -> DemoServers.listens(port), waiting);
    }

    static Resource target() {
        return new Resource(Origin.NOWHERE, TargetKinds.NGINX_UPSTREAM, "shop");
    }

    static Json.Obj settings() {
        return Json.obj().with("command", Json.strings(ShopVersion.command()));
    }

    /** The registry's host in image names. */
    String host() {
        return "127.0.0.1:" + registryPort;
    }

    String image() {
        return host() + "/" + PATH;
    }

    /** The digest of the first version. */
    String first() {
        return first;
    }

    URI url() {
        return URI.create("http://127.0.0.1:" + port + "/");
    }

    TargetPlatform platform() {
        return platform;
    }

    /** The current share of a version, from the proxy's own file. */
    int share(String digest) {
        try {
            var rollout = new Rollout(image(), digest, "", Json.obj(), settings());
            return platform.exposure(target(), rollout).percent();
        } catch (CallFailed e) {
            return 0;
        }
    }

    /** Does what a build does: pushes an image under its tag. Returns its digest. */
    String push(String tag, ShopBehaviour behaviour) {
        return ShopImage.of(tag, behaviour).push(pusher, PATH, tag);
    }

    private void stop() {
        registry.close();
        try {
            new VersionProcesses(folder.resolve("versions")).stopAll();
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
