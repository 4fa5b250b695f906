package io.nightshift.demo;

import io.nightshift.local.demo.LocalShopHost;
import io.nightshift.promotion.nginx.NginxUpstream;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;

/** A desk in a process of its own, to be killed. */
final class DeskProcess {

    /** Longer than any act of the demo takes, twice. */
    private static final Duration LEASE = Duration.ofSeconds(6);

    private DeskProcess() {}

    /** @param arguments the folder, the registry, the port */
    public static void main(String[] arguments) throws IOException {
        var folder = Path.of(arguments[0]);
        var platform = new NginxUpstream(folder, DemoServers.nginx(folder), ProgramWait::pause);
        var spot = new ShopHost.Spot(folder, arguments[1], platform, Integer.parseInt(arguments[2]), LEASE);
        var service = new LocalShopHost(spot, Clock.systemUTC(), message -> System.out.println(message.title()));
        Runtime.getRuntime().addShutdownHook(new Thread(service::close));
        System.out.println("the desk is open");
    }
}
