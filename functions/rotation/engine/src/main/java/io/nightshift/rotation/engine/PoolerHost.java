package io.nightshift.rotation.engine;

import io.nightshift.rotation.engine.CheckReport.Shortcoming;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Hosts whose names tell that they are no writer.
 *
 * @see <a href="https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/rds-proxy.html">RDS Proxy</a>
 */
final class PoolerHost {

    private static final String RDS = ".rds.amazonaws.com";

    private PoolerHost() {}

    static List<Shortcoming> checks(RotationTarget target) {
        var problems = new ArrayList<Shortcoming>();
        var host = target.endpoint().host();
        if (proxy(host)) {
            problems.add(new Shortcoming(
                    "host",
                    host + " is an RDS Proxy, which passes on no change of a password",
                    "name the database's own host, and the proxy as the application's endpoint"));
        }
        if (rds(host, ".cluster-ro-")) {
            problems.add(new Shortcoming(
                    "host",
                    host + " is a cluster's reader",
                    "name the cluster's writer (.cluster-), and this host as the application's endpoint"));
        }
        if (target.strategy() == RotationStrategy.ALTERNATING
                && target.application().filter(at -> proxy(at.host())).isPresent()) {
            problems.add(new Shortcoming(
                    "strategy",
                    "an RDS Proxy knows the current user of its secret only, not the second one",
                    "use the strategy single or dual"));
        }
        return problems;
    }

    private static boolean proxy(String host) {
        return rds(host, ".proxy-");
    }

    private static boolean rds(String host, String part) {
        var name = host.toLowerCase(Locale.ROOT);
        return name.endsWith(RDS) && name.contains(part);
    }
}
