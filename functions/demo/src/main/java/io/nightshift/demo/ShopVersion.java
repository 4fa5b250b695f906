package io.nightshift.demo;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.nightshift.core.decode.Image;
import io.nightshift.core.json.Json;
import io.nightshift.core.json.JsonException;
import io.nightshift.core.json.JsonLimits;
import io.nightshift.core.json.View;
import io.nightshift.promotion.nginx.VersionProcesses;
import java.io.File;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URISyntaxException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;

/** One version of the shop, as a process: pulls its image from the registry by its digest, and behaves as described in it. */
public final class ShopVersion {

    private final ShopBehaviour behaviour;
    private final AtomicInteger asked = new AtomicInteger();
    private final Queue<ByteBuffer> leaked = new ConcurrentLinkedQueue<>();

    private ShopVersion(ShopBehaviour behaviour) {
        this.behaviour = behaviour;
    }

    /** The command of a version, for the policy: with little memory outside of the heap, so that a leak of it shows soon. */
    public static List<String> command() {
        return List.of(
                System.getProperty("java.home") + "/bin/java",
                "-Xmx24m",
                "-Xss512k",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-Xshare:auto",
                "-XX:MaxDirectMemorySize=16m",
                "-XX:+DisableExplicitGC",
                "-Dsun.net.httpserver.nodelay=true",
                "-cp",
                place(ShopVersion.class) + File.pathSeparator + place(Json.class),
                ShopVersion.class.getName(),
                "{port}",
                "{image}");
    }

    private static String place(Class<?> type) {
        try {
            return Path.of(type.getProtectionDomain()
                            .getCodeSource()
                            .getLocation()
                            .toURI())
                    .toString();
        } catch (URISyntaxException e) {
            throw new IllegalStateException("the place of a class is no URI", e);
        }
    }

    /** @param arguments the port, and {@code HOST/PATH@DIGEST} */
    public static void main(String[] arguments) throws IOException, InterruptedException, JsonException {
        var shop = new ShopVersion(pulled(arguments[1]));
        var address = new InetSocketAddress(InetAddress.getLoopbackAddress(), Integer.parseInt(arguments[0]));
        var server = HttpServer.create(address, 1_024);
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.createContext("/healthz", exchange -> answer(exchange, 200, "well"));
        server.createContext("/", shop::serve);
        server.start();
    }

    private static ShopBehaviour pulled(String reference) throws InterruptedException, JsonException {
        try {
            return pull(reference);
        } catch (IOException e) {
            System.err.println("the image could not be fetched: " + e.getMessage());
            System.exit(VersionProcesses.NO_IMAGE);
            throw new IllegalStateException(e);
        }
    }

    private static ShopBehaviour pull(String reference) throws IOException, InterruptedException, JsonException {
        int at = reference.indexOf('@');
        var image = Image.of(View.of(Json.of(reference)), reference.substring(0, at));
        var registry = DemoRegistry.at(image.host());
        var manifest = json(registry.manifest(image.path(), reference.substring(at + 1)));
        var config =
                json(registry.blob(image.path(), manifest.at("config", "digest").text()));
        return ShopBehaviour.read(config.at("config", "Labels"));
    }

    private static View json(byte[] bytes) throws JsonException {
        return View.of(Json.parse(bytes, JsonLimits.DEFAULT));
    }

    private void serve(HttpExchange exchange) throws IOException {
        int number = asked.incrementAndGet();
        LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(behaviour.millis()));
        boolean fails = number * behaviour.errors() % 100 < behaviour.errors() || !leaks();
        answer(exchange, fails ? 500 : 200, fails ? "out of luck" : "sold");
    }

    /** Reports whether there was still memory to leak: if there is none, the JDK searches for it for half a second. */
    private boolean leaks() {
        if (behaviour.leak() == 0) {
            return true;
        }
        try {
            return leaked.add(ByteBuffer.allocateDirect(behaviour.leak() * 1_024));
        } catch (OutOfMemoryError e) {
            return false;
        }
    }

    private static void answer(HttpExchange exchange, int status, String text) throws IOException {
        var body = text.getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(status, body.length);
        try (var out = exchange.getResponseBody()) {
            out.write(body);
        }
    }
}
