package io.nightshift.local.host;

import io.nightshift.core.act.Observer;
import io.nightshift.entry.EnvironmentVariable;
import io.nightshift.entry.Variables;
import io.nightshift.local.nginx.NginxMetrics;
import io.nightshift.local.nginx.NginxProgram;
import io.nightshift.local.nginx.NginxUpstream;
import io.nightshift.local.nginx.VersionCheck;
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
public record LocalNginx(Path folder, String program, String configuration) {

    static final String FOLDER = "NIGHTSHIFT_NGINX_FOLDER";
    private static final String PROGRAM = "NIGHTSHIFT_NGINX_PROGRAM";
    private static final String CONFIGURATION = "NIGHTSHIFT_NGINX_CONFIG";

    static final List<EnvironmentVariable> KEYS = List.of(
            new EnvironmentVariable(FOLDER, false, "The folder of the nginx whose upstreams it may promote to."),
            new EnvironmentVariable(PROGRAM, false, "That nginx's command or path; nginx where not set."),
            new EnvironmentVariable(
                    CONFIGURATION, false, "Its main file, relative to the folder; nginx.conf where not set."));

    static Optional<LocalNginx> read(Variables variables) {
        if (KEYS.stream().allMatch(key -> variables.get(key.name()).isEmpty())) {
            return Optional.empty();
        }
        var folder = new FolderSettings(variables).required(FOLDER);
        return folder.map(path -> new LocalNginx(
                path.toAbsolutePath(),
                variables.get(PROGRAM).orElse("nginx"),
                variables.get(CONFIGURATION).orElse("nginx.conf")));
    }

    NginxUpstream platform() {
        return new NginxUpstream(folder, nginx(), pause -> LockSupport.parkNanos(pause.toNanos()));
    }

    NginxProgram nginx() {
        return new NginxProgram(program, folder, configuration);
    }

    /** The observers for everything except the target. */
    List<Observer> observers() {
        return List.of(new NginxMetrics(folder), new VersionCheck(folder));
    }
}
