package io.nightshift.promotion.nginx;

import io.nightshift.core.act.CallFailed;
import io.nightshift.core.act.IdempotencyKey;
import io.nightshift.core.act.Message;
import io.nightshift.core.act.Message.Urgency;
import io.nightshift.core.engine.Ports;
import io.nightshift.core.json.Json;
import io.nightshift.core.json.View;
import io.nightshift.core.ledger.LedgerException;
import io.nightshift.core.run.Sha256;
import io.nightshift.entry.FunctionHost;
import io.nightshift.promotion.action.Deploy;
import io.nightshift.promotion.action.Rollout;
import io.nightshift.promotion.action.TargetKinds;
import io.nightshift.promotion.digest.DigestLedger;
import io.nightshift.promotion.nginx.NginxUpstream.ServingVersion;
import io.nightshift.promotion.plan.PlanRequirements;
import io.nightshift.promotion.plan.PromotionTarget;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Restarts serving versions behind this machine's nginx whose processes have ended, as after a crash or a reboot; never one
 * in quarantine. Each restart is logged in the ledger before and after, with its reason. Also limits the size of versions'
 * logs.
 */
public final class UpstreamWatch {

    /** The actor's name in messages. */
    private static final String BY = "serve";

    private final NginxUpstream platform;
    private final PlanRequirements uses;
    private final Ports ports;
    private final DigestLedger digests;
    private final FunctionHost host;
    private final RestartPermission permission;

    /** Logged once, until the reason changes. */
    private final Map<String, String> refused = new HashMap<>();

    /** @param uses the services of the policy */
    public UpstreamWatch(NginxUpstream platform, PlanRequirements uses, Ports ports, FunctionHost host) {
        this.platform = platform;
        this.uses = uses;
        this.ports = ports;
        this.digests = new DigestLedger(ports.ledger(), host, ports.rules().hash());
        this.host = host;
        this.permission = new RestartPermission(ports);
    }

    /** One version that has ended. */
    private record Ended(String service, String page, Deploy restart, String why) {

        String key() {
            return RestartMark.key(restart.target().label(), restart.rollout().digest());
        }

        Json.Obj about(String because) {
            return Json.obj()
                    .with("service", service)
                    .with("image", restart.rollout().image())
                    .with("digest", restart.rollout().digest())
                    .with("upstream", restart.target().name())
                    .with("by", BY)
                    .with("because", because);
        }

        String title(String what) {
            return "%s: %s %s"
                    .formatted(service, Rollout.brief(restart.rollout().digest()), what);
        }
    }

    /** Checks all upstreams once; a failure of one does not affect the others. */
    public synchronized void look() {
        for (var service : uses.services()) {
            for (var target : service.targets(TargetKinds.NGINX_UPSTREAM)) {
                look(service, target);
            }
        }
        try {
            platform.trimLogs();
        } catch (CallFailed e) {
            failed("logs", e.problem().message());
        }
    }

    private void look(PlanRequirements.Service service, PromotionTarget target) {
        try {
            for (var version : platform.serving(target.resource(), target.settings())) {
                look(of(service, target, version));
            }
        } catch (CallFailed e) {
            failed(target.resource().label(), e.problem().message());
        } catch (LedgerException e) {
            failed(target.resource().label(), "the ledger cannot be asked: " + e.getMessage());
        }
    }

    private void failed(String about, String why) {
        if (!why.equals(refused.put(about, why))) {
            host.log("upstream-look-failed", Json.obj().with("about", about).with("because", why));
        }
    }

    private static Ended of(PlanRequirements.Service service, PromotionTarget target, ServingVersion version) {
        var description = service.description();
        var rollout = new Rollout(description.image(), version.digest(), "", Json.obj(), target.settings());
        return new Ended(
                description.service(), description.page(), new Deploy(target.resource(), rollout), version.ended());
    }

    private void look(Ended version) {
        var mark = mark(version.key());
        if (version.why().isEmpty()) {
            refused.remove(version.key());
            if (mark.over()) {
                digests.note("restarts-held", version.about("it runs again"), version.key(), Json.Obj.EMPTY);
            }
        } else if (!mark.over()) {
            ended(version, mark);
        }
    }

    private RestartMark mark(String key) {
        var mark = ports.ledger().marker(key);
        return RestartMark.read(View.of(mark.value()), host.instant());
    }

    private void ended(Ended version, RestartMark mark) {
        var rollout = version.restart().rollout();
        var held = digests.quarantined(rollout.image(), rollout.digest());
        var refusal = permission.refusal(version.service(), version.restart());
        if (refusal.isPresent()) {
            refuse(version, refusal.get());
        } else if (held.isPresent()) {
            giveUp(version, mark, "it is in quarantine: " + held.get().because(), "promote another version");
        } else if (mark.isExhausted()) {
            giveUp(
                    version,
                    mark,
                    "it was started again " + RestartMark.MOST + " times, and ended each time",
                    "nightshift begin " + version.service() + " " + rollout.reference()
                            + ", or promote another version");
        } else if (mark.isDue(host.instant())) {
            restart(version, mark.with(host.instant()));
        }
    }

    private void refuse(Ended version, String why) {
        if (!why.equals(refused.put(version.key(), why))) {
            host.log("restart-refused", version.about(version.why()).with("refusal", why));
        }
    }

    private void giveUp(Ended version, RestartMark mark, String why, String remedy) {
        digests.note(
                "restart-given-up",
                version.about(why),
                version.key(),
                mark.givenUp().toJson());
        host.log("restart-given-up", version.about(why));
        var lines = List.of(version.why(), "It is not started again: " + why, "By hand: " + remedy);
        tell(version, mark, Urgency.PAGE, version.title("has traffic and does not run"), lines);
    }

    /** Logged before and after: the ledger then shows what a dead process left unfinished. */
    private void restart(Ended version, RestartMark mark) {
        digests.note("restart-asked", version.about(version.why()), version.key(), mark.toJson());
        try {
            platform.restart(version.restart().target(), version.restart().rollout());
            digests.note("restarted", version.about(version.why()));
            host.log("restarted", version.about(version.why()));
            if (mark.times().size() == 1) {
                tell(version, mark, Urgency.INFO, version.title("was started again"), List.of(version.why()));
            }
        } catch (CallFailed e) {
            digests.note("restart-failed", version.about(e.problem().message()));
            host.log("restart-failed", version.about(e.problem().message()));
        }
    }

    private void tell(Ended version, RestartMark mark, Urgency urgency, String title, List<String> lines) {
        if (version.page().isEmpty()) {
            return;
        }
        var episode = Sha256.hex(version.key() + mark.times() + urgency).substring(0, 16);
        var key = new IdempotencyKey("restart-" + episode, mark.times().size());
        ports.messenger()
                .tell(new Message(version.page(), urgency, title, lines), key)
                .ifPresent(problem -> host.log("restart-not-told", version.about(problem.message())));
    }
}
