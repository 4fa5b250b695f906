package io.nightshift.local.nginx;

import io.nightshift.core.act.CallFailed;
import io.nightshift.core.act.IdempotencyKey;
import io.nightshift.core.act.Problem;
import io.nightshift.core.json.Json;
import io.nightshift.core.signal.Resource;
import io.nightshift.promotion.action.Rollout;
import io.nightshift.promotion.action.TargetKinds;
import io.nightshift.promotion.target.Exposure;
import io.nightshift.promotion.target.Platform;
import io.nightshift.promotion.target.Preflight;
import io.nightshift.promotion.target.Preflight.Finding;
import io.nightshift.promotion.target.Readiness;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/**
 * Promotes versions as processes of this machine behind its nginx. The upstream file is the truth: it is read before each
 * change, replaced as a whole, tested by nginx before nginx takes it, and a change is done once nginx says that it runs it.
 *
 * <p>A process is stopped only after the workers that could still send it requests have ended.
 */
public final class NginxUpstream implements Platform {

    private static final Duration LOOK_AGAIN = Duration.ofMillis(20);
    private static final int LOOKS = 500;
    private static final int LOOKS_AT_THE_FIRST = 3_000;

    /** For 100 ms nginx lets new and old workers take connections side by side, so one answer may be of either. */
    private static final int IN_A_ROW = 10;

    private final UpstreamFolder files;
    private final Versions versions;
    private final Nginx nginx;
    private final Consumer<Duration> pause;

    /**
     * @param folder {@code upstreams/NAME.conf} in it is what nginx includes, {@code versions/} is ours
     * @param pause lets time pass
     */
    public NginxUpstream(Path folder, Nginx nginx, Consumer<Duration> pause) {
        this.files = new UpstreamFolder(folder.resolve("upstreams"));
        this.versions = new Versions(folder.resolve("versions"));
        this.nginx = nginx;
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
     * Gives a new upstream its first version, with all traffic, once that is ready; nginx is started or told afterwards. An
     * upstream that is there stays as it is.
     *
     * @return whether there was none
     */
    public boolean begin(Resource target, Rollout rollout) throws CallFailed {
        var name = target.name();
        if (files.exists(name)) {
            return false;
        }
        var version = start(name, rollout.digest(), rollout);
        awaitReady(target, rollout, version.name());
        files.write(
                name,
                UpstreamFile.all(name, Versions.freePort(), version.name(), version.port())
                        .text());
        return true;
    }

    private void awaitReady(Resource target, Rollout rollout, String version) throws CallFailed {
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
        versions.stop(version);
        throw new CallFailed(Problem.permanent(
                "Unhealthy", progress + " after a minute; what it said is in " + versions.log(version)));
    }

    private Versions.Version start(String name, String digest, Rollout rollout) throws CallFailed {
        return versions.start(
                UpstreamFile.version(name, digest),
                NginxSettings.read(rollout.settings()),
                rollout.image() + "@" + digest,
                digest);
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
        if (!isWell(file, rest, rollout)) {
            problems.add(new Finding("Unhealthy", rest + ", which serves, is not healthy", true));
        }
        var newer = UpstreamFile.version(target.name(), rollout.digest());
        return new Preflight(baseline(target.name(), rest), file.share(newer), problems);
    }

    private Json.Obj baseline(String name, String version) throws CallFailed {
        return Json.obj()
                .with("version", version)
                .with("digest", UpstreamFile.digest(name, version))
                .with("command", files.wayBack(name) + " && " + nginx.reloadCommand());
    }

    private static boolean isWell(UpstreamFile file, String version, Rollout rollout) throws CallFailed {
        var port = file.servers().get(version);
        return port != null && isHealthy(port, rollout);
    }

    private static boolean isHealthy(int port, Rollout rollout) throws CallFailed {
        var path = NginxSettings.read(rollout.settings()).health();
        return Loopback.get(port, path).filter(Loopback.Reply::isOk).isPresent();
    }

    private static String shares(UpstreamFile file) {
        return file.shares().entrySet().stream()
                .map(share -> share.getValue() + " % " + share.getKey())
                .collect(Collectors.joining(", "));
    }

    @Override
    public Json.Obj deploy(Resource target, Rollout rollout, IdempotencyKey key) throws CallFailed {
        refuseChanged(files.read(target.name()), target.name(), rollout);
        var version = start(target.name(), rollout.digest(), rollout);
        return Json.obj().with("version", version.name()).with("port", version.port());
    }

    @Override
    public Readiness deployed(Resource target, Rollout rollout) throws CallFailed {
        var name = UpstreamFile.version(target.name(), rollout.digest());
        var version = versions.find(name);
        if (version.isEmpty() || !version.get().isAlive()) {
            return new Readiness.Broken("the process has ended; what it said is in " + versions.log(name));
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
        var older = running(older(name, rollout));
        run(
                UpstreamFile.split(name, file.port(), newer.name(), newer.port(), percent, older.name(), older.port()),
                false);
        return Json.obj().with("percent", percent);
    }

    private Versions.Version running(String version) throws CallFailed {
        return versions.find(version)
                .filter(Versions.Version::isAlive)
                .orElseThrow(() -> new CallFailed(
                        Problem.permanent("NotRunning", version + " does not run, so it gets no traffic")));
    }

    private static String older(String name, Rollout rollout) {
        return UpstreamFile.version(name, olderDigest(rollout));
    }

    private static String olderDigest(Rollout rollout) {
        return rollout.baseline().get("digest") instanceof Json.Str(var digest) ? digest : "";
    }

    @Override
    public Exposure exposure(Resource target, Rollout rollout) throws CallFailed {
        var name = target.name();
        var file = files.read(name);
        boolean settled = UpstreamFile.told(files.text(name)).equals(nginx.running(file.port()));
        var others = String.join(", ", others(file, name, rollout));
        return new Exposure(file.share(UpstreamFile.version(name, rollout.digest())), settled, others);
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
        var older = started(name, rollout);
        leave(file, newer, older);
        return Json.obj().with("serves", older.name());
    }

    /** What served before; it is started again where it does not run any more. */
    private Versions.Version started(String name, Rollout rollout) throws CallFailed {
        if (olderDigest(rollout).isEmpty()) {
            throw new CallFailed(Problem.permanent("NoBaseline", "the digest of what served before is not known"));
        }
        var older = start(name, olderDigest(rollout), rollout);
        for (int look = 0; look < LOOKS; look++) {
            if (isHealthy(older.port(), rollout)) {
                return older;
            }
            pause.accept(LOOK_AGAIN);
        }
        throw new CallFailed(
                Problem.transientFault("Unhealthy", older.name() + ", which served before, is not healthy"));
    }

    @Override
    public Json.Obj retire(Resource target, Rollout rollout, IdempotencyKey key) throws CallFailed {
        var name = target.name();
        var file = files.read(name);
        refuseChanged(file, name, rollout);
        var newer = running(UpstreamFile.version(name, rollout.digest()));
        if (file.share(newer.name()) != 100) {
            throw new CallFailed(Problem.permanent(
                    "NotAll", newer.name() + " has " + file.share(newer.name()) + " % and not all of the traffic"));
        }
        leave(file, older(name, rollout), newer);
        return Json.obj().with("serves", newer.name());
    }

    /** All traffic to the one, then the other is stopped, unless both are the same. */
    private void leave(UpstreamFile file, String version, Versions.Version other) throws CallFailed {
        var all = UpstreamFile.all(file.name(), file.port(), other.name(), other.port());
        boolean stops = !version.equals(other.name()) && versions.find(version).isPresent();
        run(all, stops);
        if (stops) {
            versions.stop(version);
        }
    }

    /** @param drain also waits for the workers that were there before; a repetition does so again */
    private void run(UpstreamFile wanted, boolean drain) throws CallFailed {
        var before = files.text(wanted.name());
        if (!before.equals(wanted.text())) {
            replace(wanted, before);
        } else if (!drain && runs(wanted)) {
            return;
        }
        var draining = nginx.reload(wanted.port());
        if (drain) {
            await(wanted, draining, 1);
        } else {
            await(wanted, () -> true, IN_A_ROW);
        }
    }

    private void replace(UpstreamFile wanted, String before) throws CallFailed {
        files.write(wanted.name(), wanted.text());
        var refused = nginx.refuses();
        if (refused.isPresent()) {
            files.write(wanted.name(), before);
            throw new CallFailed(Problem.permanent("NginxRefused", refused.get()));
        }
    }

    private boolean runs(UpstreamFile wanted) {
        return nginx.running(wanted.port()).equals(Optional.of(wanted.generation()));
    }

    /** @param needed how many answers in a row have to be of the new configuration */
    private void await(UpstreamFile wanted, Nginx.Draining draining, int needed) throws CallFailed {
        int inARow = 0;
        for (int look = 0; look < LOOKS; look++) {
            inARow = draining.isDone() && runs(wanted) ? inARow + 1 : 0;
            if (inARow == needed) {
                return;
            }
            pause.accept(LOOK_AGAIN);
        }
        throw new CallFailed(
                Problem.uncertain("NotTaken", "nginx was told and does not run the shares of " + wanted.name()));
    }
}
