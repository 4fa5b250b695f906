package io.nightshift.local.promotion;

import io.nightshift.core.act.Observer;
import io.nightshift.core.engine.Ports;
import io.nightshift.entry.EnvironmentVariable;
import io.nightshift.entry.FunctionHost;
import io.nightshift.entry.Variables;
import io.nightshift.local.host.HostSettings;
import io.nightshift.policy.Policy;
import io.nightshift.promotion.digest.DigestLedger;
import io.nightshift.promotion.entry.PlannedServices;
import io.nightshift.promotion.neutral.registry.ImageObserver;
import io.nightshift.promotion.nginx.FirstVersion;
import io.nightshift.promotion.nginx.NginxMetrics;
import io.nightshift.promotion.nginx.NginxProgram;
import io.nightshift.promotion.nginx.NginxUpstream;
import io.nightshift.promotion.nginx.UpstreamWatch;
import io.nightshift.promotion.nginx.VersionCheck;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;

/**
 * The settings for this machine's nginx from the environment.
 *
 * @param folder the base of nginx's relative paths: {@code upstreams/} that it includes, {@code versions/}, the logs
 * @param program its command or path
 * @param configuration its main file, relative to the folder or absolute
 */
public record LocalNginxSettings(Path folder, String program, String configuration) {

    public static final String FOLDER = "NIGHTSHIFT_NGINX_FOLDER";
    private static final String PROGRAM = "NIGHTSHIFT_NGINX_PROGRAM";
    private static final String CONFIGURATION = "NIGHTSHIFT_NGINX_CONFIG";

    static final List<EnvironmentVariable> KEYS = List.of(
            new EnvironmentVariable(FOLDER, false, "The folder of the nginx whose upstreams it may promote to."),
            new EnvironmentVariable(PROGRAM, false, "That nginx's command or path; nginx where not set."),
            new EnvironmentVariable(
                    CONFIGURATION, false, "Its main file, relative to the folder; nginx.conf where not set."));

    static Optional<LocalNginxSettings> read(Variables variables) {
        if (KEYS.stream().allMatch(key -> variables.get(key.name()).isEmpty())) {
            return Optional.empty();
        }
        var folder = new FolderSettings(variables).required(FOLDER);
        return folder.map(path -> new LocalNginxSettings(
                path.toAbsolutePath(),
                variables.get(PROGRAM).orElse("nginx"),
                variables.get(CONFIGURATION).orElse("nginx.conf")));
    }

    /** The first versions of a policy's services. */
    public FirstVersion firstVersion(HostSettings settings, Policy policy, FunctionHost host, DigestLedger digests) {
        return new FirstVersion(
                platform(),
                new ImageObserver(LocalPromotion.registries(settings, host)),
                PlannedServices.of(policy),
                digests);
    }

    /** For all services of a policy. */
    public UpstreamWatch watch(Ports ports, Policy policy, FunctionHost host) {
        return new UpstreamWatch(platform(), PlannedServices.of(policy), ports, host);
    }

    NginxUpstream platform() {
        return new NginxUpstream(folder, nginx(), pause -> LockSupport.parkNanos(pause.toNanos()));
    }

    private NginxProgram nginx() {
        return new NginxProgram(program, folder, configuration);
    }

    /** The command that makes a running nginx read its configuration. */
    public String reloadCommand() {
        return nginx().reloadCommand();
    }

    /** The observers for everything except the target. */
    List<Observer> observers() {
        return List.of(new NginxMetrics(folder), new VersionCheck(folder));
    }
}
