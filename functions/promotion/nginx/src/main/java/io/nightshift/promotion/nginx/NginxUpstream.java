package io.nightshift.promotion.nginx;

import io.nightshift.core.act.CallFailed;
import io.nightshift.core.act.IdempotencyKey;
import io.nightshift.core.act.Problem;
import io.nightshift.core.json.Json;
import io.nightshift.core.signal.Resource;
import io.nightshift.promotion.action.Rollout;
import io.nightshift.promotion.action.TargetKinds;
import io.nightshift.promotion.answer.Preflight;
import io.nightshift.promotion.answer.Preflight.Finding;
import io.nightshift.promotion.answer.Readiness;
import io.nightshift.promotion.answer.Readiness.Cause;
import io.nightshift.promotion.answer.TrafficStatus;
import io.nightshift.promotion.target.TargetPlatform;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/**
 * Promotes versions as processes of this machine behind its nginx. The upstream file is authoritative: it is read before each
 * change, replaced as a whole, and tested by nginx before nginx loads it; a change is done when nginx reports that it runs
 * it.
 *
 * <p>A process is stopped only after the workers that could still send it requests have ended.
 */
public final class NginxUpstream implements TargetPlatform {

    private static final Duration LOOK_AGAIN = Duration.ofMillis(20);
    /** Together with the wait for nginx it stays within the half of the shortest lease. */
    private static final int LOOKS_AT_THE_BASELINE = 750;

    private static final int LOOKS_AT_THE_FIRST = 3_000;

    private final UpstreamFolder files;
    private final VersionProcesses versions;
    private final VersionProbe probe;
    private final NginxControl nginx;
    private final UpstreamWriter writer;
    private final Consumer<Duration> pause;

    /**
     * @param folder nginx includes its {@code upstreams/NAME.conf}; {@code versions/} belongs to Nightshift
     * @param pause waits
     */
    public NginxUpstream(Path folder, NginxControl nginx, Consumer<Duration> pause) {
        this.files = new UpstreamFolder(folder.resolve("upstreams"));
        this.versions = new VersionProcesses(folder.resolve("versions"));
        this.probe = new VersionProbe(versions, pause);
        this.nginx = nginx;
        this.writer = new UpstreamWriter(files, nginx, pause);
        this.pause = pause;
    }

    @Override
    public boolean serves(Resource target) {
        return target.kind().equals(TargetKinds.NGINX_UPSTREAM);
    }

    @Override
    public Map<String, String> tags(Resource target, Rollout rollout) {
        return Map.of();
    }

    /**
     * Gives a new upstream its first version, with all traffic, after that version is ready; nginx is started or reloaded
     * afterwards. An existing upstream stays unchanged.
     *
     * @return whether there was none
     */
    public boolean begin(Resource target, Rollout rollout) throws CallFailed {
        var name = target.name();
        if (files.exists(name)) {
            return false;
        }
        var version = start(name, rollout.digest(), rollout);
        try {
            awaitReady(target, rollout);
        } catch (CallFailed e) {
            versions.stop(version.name());
            throw e;
        }
        files.write(
                name,
                UpstreamFile.all(name, VersionProcesses.freePort(), version.name(), version.port())
                        .text());
        return true;
    }

    /** Waits for up to a minute until the version of that digest is ready. */
    public void awaitReady(Resource target, Rollout rollout) throws CallFailed {
        var progress = "";
        for (int look = 0; look < LOOKS_AT_THE_FIRST; look++) {
            switch (deployed(target, rollout)) {
                case Readiness.Ready() -> {
                    return;
                }
                case Readiness.Broken(var reason, var ignored) ->
                    throw new CallFailed(Problem.permanent("Broken", reason));
                case Readiness.OnItsWay(var said) -> progress = said;
            }
            pause.accept(LOOK_AGAIN);
        }
        var log = versions.log(UpstreamFile.version(target.name(), rollout.digest()));
        throw new CallFailed(Problem.permanent("Unhealthy", progress + " after a minute; what it said is in " + log));
    }

    private VersionProcesses.Version start(String name, String digest, Rollout rollout) throws CallFailed {
        return versions.start(
                UpstreamFile.version(name, digest),
                NginxSettings.read(rollout.settings()),
                rollout.image() + "@" + digest,
                digest);
    }

    /**
     * A version with a share of the traffic.
     *
     * @param ended the message that its process has ended and nothing runs it instead; empty if it runs
     */
    public record ServingVersion(String digest, String ended) {}

    /** The serving versions of an upstream that Nightshift deployed; none if there is no upstream. */
    public List<ServingVersion> serving(Resource target, Json.Obj settings) throws CallFailed {
        var serving = new ArrayList<ServingVersion>();
        if (!files.exists(target.name())) {
            return serving;
        }
        var health = NginxSettings.read(settings).health();
        var file = files.read(target.name());
        for (var version : file.serving()) {
            var digest = UpstreamFile.digest(target.name(), version);
            if (!digest.isEmpty()) {
                boolean ended = probe.hasEnded(version) && !isHealthy(file, version, health);
                serving.add(new ServingVersion(digest, ended ? probe.ended(version) : ""));
            }
        }
        return serving;
    }

    private static boolean isHealthy(UpstreamFile file, String version, String health) {
        var port = file.servers().get(version);
        return port != null && VersionProbe.isHealthy(port, health);
    }

    /**
     * Restarts a version with a share of the traffic, and does not wait until it is ready. If another program has taken its
     * port since, it gets another one.
     */
    public Json.Obj restart(Resource target, Rollout rollout) throws CallFailed {
        var version = restarted(files.read(target.name()), rollout, rollout.digest());
        return Json.obj().with("version", version.name()).with("port", version.port());
    }

    private VersionProcesses.Version restarted(UpstreamFile file, Rollout rollout, String digest) throws CallFailed {
        var name = UpstreamFile.version(file.name(), digest);
        var port = file.servers().get(name);
        if (port != null) {
            versions.remember(name, port);
        }
        var version = start(file.name(), digest, rollout);
        if (port != null && port != version.port()) {
            writer.run(file.with(name, version.port()), false);
        }
        return version;
    }

    /** Trims the log files of ended and running versions. */
    public void trimLogs() throws CallFailed {
        new VersionLogs(versions).trim();
    }

    @Override
    public Preflight preflight(Resource target, Rollout rollout) throws CallFailed {
        var file = files.read(target.name());
        var problems = new ArrayList<Finding>();
        if (file.serving().size() > 1) {
            problems.add(new Finding("WeightsLeftOver", "more than one version has a share: " + shares(file), false));
        }
        var rest = file.serving().getLast();
        if (UpstreamFile.digest(target.name(), rest).isEmpty()) {
            problems.add(new Finding("Irreversible", rest + ", which serves, is no version of Nightshift's", false));
        }
        if (nginx.running(file.port()).isEmpty()) {
            problems.add(new Finding("Unhealthy", "nginx does not answer", true));
        }
        var newer = UpstreamFile.version(target.name(), rollout.digest());
        return new Preflight(baseline(target.name(), rest), file.share(newer), problems, down(file, rest, rollout));
    }

    private Json.Obj baseline(String name, String version) throws CallFailed {
        return Json.obj()
                .with("version", version)
                .with("digest", UpstreamFile.digest(name, version))
                .with("command", files.rollbackHandler(name) + " && " + nginx.reloadCommand());
    }

    /** Why a version does not serve although it has a share; empty if it does, or has none. */
    private String down(UpstreamFile file, String version, Rollout rollout) throws CallFailed {
        if (file.share(version) == 0) {
            return "";
        }
        var port = file.servers().get(version);
        return port == null
                ? version + " has no server in the upstream file"
                : probe.down(
                                version,
                                port,
                                NginxSettings.read(rollout.settings()).health())
                        .orElse("");
    }

    private static boolean isHealthy(int port, Rollout rollout) throws CallFailed {
        return VersionProbe.isHealthy(
                port, NginxSettings.read(rollout.settings()).health());
    }

    private static String shares(UpstreamFile file) {
        return file.shares().entrySet().stream()
                .map(share -> share.getValue() + " % " + share.getKey())
                .collect(Collectors.joining(", "));
    }

    @Override
    public Json.Obj deploy(Resource target, Rollout rollout, IdempotencyKey key) throws CallFailed {
        var file = files.read(target.name());
        refuseChanged(file, target.name(), rollout);
        var version = restarted(file, rollout, rollout.digest());
        return Json.obj().with("version", version.name()).with("port", version.port());
    }

    @Override
    public Readiness deployed(Resource target, Rollout rollout) throws CallFailed {
        var name = UpstreamFile.version(target.name(), rollout.digest());
        var version = versions.find(name);
        if (version.isEmpty() || probe.hasEnded(name)) {
            return versions.lacksImage(name)
                    ? new Readiness.Broken(
                            "its image could not be fetched; what it said is in " + versions.log(name), Cause.IMAGE)
                    : new Readiness.Broken(
                            "the process has ended; what it said is in " + versions.log(name), Cause.START);
        }
        return isHealthy(version.get().port(), rollout)
                ? new Readiness.Ready()
                : new Readiness.OnItsWay("the process runs and does not answer yet");
    }

    @Override
    public Json.Obj shift(Resource target, Rollout rollout, int percent, IdempotencyKey key) throws CallFailed {
        var name = target.name();
        var file = files.read(name);
        refuseChanged(file, name, rollout);
        var newer = running(UpstreamFile.version(name, rollout.digest()));
        var details = Json.obj().with("percent", percent);
        var down = "";
        if (percent < 100 && probe.hasEnded(older(name, rollout))) {
            down = startBaseline(file, rollout);
            details = down.isEmpty()
                    ? details.with("restarted", older(name, rollout))
                    : details.with("baselineDown", down);
        }
        writer.run(shares(file, newer, percent, older(name, rollout)), false);
        return details;
    }

    private UpstreamFile shares(UpstreamFile file, VersionProcesses.Version newer, int percent, String older)
            throws CallFailed {
        return older.equals(newer.name())
                ? UpstreamFile.all(file.name(), file.port(), older, newer.port())
                : UpstreamFile.split(
                        file.name(), file.port(), newer.name(), newer.port(), percent, older, port(file.name(), older));
    }

    /** Why it could not be restarted; empty if it serves. */
    private String startBaseline(UpstreamFile file, Rollout rollout) {
        try {
            ready(restarted(file, rollout, olderDigest(rollout)), rollout);
            return "";
        } catch (CallFailed e) {
            return e.problem().message();
        }
    }

    /** Also for a version that does not run. */
    private int port(String name, String version) throws CallFailed {
        var port = Optional.ofNullable(files.read(name).servers().get(version));
        return port.isPresent()
                ? port.get()
                : versions.find(version)
                        .map(VersionProcesses.Version::port)
                        .orElseThrow(() -> new CallFailed(Problem.permanent(
                                "NotRunning", "nothing is known of " + version + ", which is to keep a share")));
    }

    private VersionProcesses.Version running(String version) throws CallFailed {
        var found = versions.find(version);
        if (found.isEmpty() || probe.hasEnded(version)) {
            throw new CallFailed(Problem.permanent("NotRunning", version + " does not run, so it gets no traffic"));
        }
        return found.get();
    }

    private static String older(String name, Rollout rollout) {
        return UpstreamFile.version(name, olderDigest(rollout));
    }

    private static String olderDigest(Rollout rollout) {
        return rollout.baseline().get("digest") instanceof Json.Str(var digest) ? digest : "";
    }

    @Override
    public TrafficStatus exposure(Resource target, Rollout rollout) throws CallFailed {
        var name = target.name();
        var file = files.read(name);
        boolean settled = UpstreamFile.told(files.text(name)).equals(nginx.running(file.port()));
        var others = String.join(", ", others(file, name, rollout));
        var newer = UpstreamFile.version(name, rollout.digest());
        var older = older(name, rollout);
        return new TrafficStatus(file.share(newer), settled, others, idle(file, newer, older))
                .down(down(file, newer, rollout), newer.equals(older) ? "" : down(file, older, rollout));
    }

    private String idle(UpstreamFile file, String newer, String older) throws CallFailed {
        boolean idle = !newer.equals(older)
                && file.share(newer) == 0
                && versions.find(newer).isPresent();
        return idle ? newer : "";
    }

    private static List<String> others(UpstreamFile file, String name, Rollout rollout) {
        var newer = UpstreamFile.version(name, rollout.digest());
        var older = older(name, rollout);
        return file.serving().stream()
                .filter(version -> !version.equals(newer) && !version.equals(older))
                .toList();
    }

    private static void refuseChanged(UpstreamFile file, String name, Rollout rollout) throws CallFailed {
        var others = others(file, name, rollout);
        if (!others.isEmpty()) {
            throw new CallFailed(Problem.permanent(
                    CHANGED, "somebody gave " + name + " another version: " + String.join(", ", others)));
        }
    }

    @Override
    public Json.Obj takeBack(Resource target, Rollout rollout, IdempotencyKey key) throws CallFailed {
        var name = target.name();
        var file = files.read(name);
        refuseChanged(file, name, rollout);
        var newer = UpstreamFile.version(name, rollout.digest());
        if (olderDigest(rollout).isEmpty()) {
            throw new CallFailed(Problem.permanent("NoBaseline", "the digest of what served before is not known"));
        }
        var older = ready(restarted(file, rollout, olderDigest(rollout)), rollout);
        leave(files.read(name), newer, older);
        return Json.obj().with("serves", older.name());
    }

    /** A version that was just started, when its health check responds. */
    private VersionProcesses.Version ready(VersionProcesses.Version version, Rollout rollout) throws CallFailed {
        for (int look = 0; look < LOOKS_AT_THE_BASELINE; look++) {
            if (isHealthy(version.port(), rollout)) {
                return version;
            }
            if (probe.hasEnded(version.name())) {
                throw new CallFailed(Problem.transientFault("Unhealthy", probe.ended(version.name())));
            }
            pause.accept(LOOK_AGAIN);
        }
        throw new CallFailed(
                Problem.transientFault("Unhealthy", version.name() + ", which served before, is not healthy"));
    }

    @Override
    public Json.Obj retire(Resource target, Rollout rollout, IdempotencyKey key) throws CallFailed {
        var name = target.name();
        var file = files.read(name);
        refuseChanged(file, name, rollout);
        var newer = UpstreamFile.version(name, rollout.digest());
        if (file.share(newer) != 100) {
            throw new CallFailed(
                    Problem.permanent("NotAll", newer + " has " + file.share(newer) + " % and not all of the traffic"));
        }
        var down = down(file, newer, rollout);
        if (!down.isEmpty()) {
            throw new CallFailed(Problem.permanent(NOT_SERVING, down));
        }
        leave(file, older(name, rollout), running(newer));
        return Json.obj().with("serves", newer);
    }

    /** Gives all traffic to one version, then stops the other, unless both are the same. */
    private void leave(UpstreamFile file, String version, VersionProcesses.Version other) throws CallFailed {
        var all = UpstreamFile.all(file.name(), file.port(), other.name(), other.port());
        boolean stops = !version.equals(other.name()) && versions.find(version).isPresent();
        writer.run(all, stops);
        if (stops) {
            versions.stop(version);
        }
    }
}
