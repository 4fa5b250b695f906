package io.nightshift.promotion.nginx;

import io.nightshift.core.act.CallFailed;
import io.nightshift.core.act.Observer;
import io.nightshift.core.act.Observer.Health;
import io.nightshift.core.act.Observer.Observed;
import io.nightshift.core.act.Problem;
import io.nightshift.core.act.Query;
import io.nightshift.core.decode.Image;
import io.nightshift.core.json.Json;
import io.nightshift.core.json.JsonException;
import io.nightshift.core.json.View;
import io.nightshift.promotion.PromotionQueries;
import io.nightshift.promotion.action.Rollout;
import io.nightshift.promotion.action.TargetKinds;
import io.nightshift.promotion.digest.DigestLedger;
import io.nightshift.promotion.nginx.NginxUpstream.ServingVersion;
import io.nightshift.promotion.plan.PlanRequirements;
import io.nightshift.promotion.plan.PromotionTarget;
import java.util.ArrayList;
import java.util.List;

/**
 * The first version of a service behind this machine's nginx: the state before any promotion, to which the first promotion
 * can roll back. It is not a promotion itself, and passes no gate.
 */
public final class FirstVersion {

    private final NginxUpstream platform;
    private final Observer images;
    private final PlanRequirements uses;
    private final DigestLedger digests;

    /**
     * @param images finds the digest of an image
     * @param uses the services of the policy
     */
    public FirstVersion(NginxUpstream platform, Observer images, PlanRequirements uses, DigestLedger digests) {
        this.platform = platform;
        this.images = images;
        this.uses = uses;
        this.digests = digests;
    }

    /** @param asked {@code tag} or {@code digest}; returns the digest in the registry */
    public String digest(Image image, Json.Obj asked) throws CallFailed, JsonException {
        return switch (images.observe(new Query(PromotionQueries.IMAGE, image.repository(), asked))) {
            case Observed.Seen seen
            when seen.health() == Health.WELL ->
                View.of(seen.details()).at("digest").text();
            case Observed.Seen seen ->
                throw new CallFailed(Problem.permanent(
                        "NoImage", View.of(seen.details()).at("reason").textOr("there is no such image")));
            case Observed.NotSeen(var problem) -> throw new CallFailed(problem);
        };
    }

    /**
     * The changes to a service's upstreams, by name.
     *
     * @param begun the new ones
     * @param restarted those that serve the version, if it did not run
     */
    public record Begun(List<String> begun, List<String> restarted) {

        public Begun {
            begun = List.copyOf(begun);
            restarted = List.copyOf(restarted);
        }

        public boolean isNothing() {
            return begun.isEmpty() && restarted.isEmpty();
        }
    }

    /**
     * Gives all traffic of each new upstream of the service to the version, and restarts the version if it serves but has
     * ended. Logged before and after: the ledger then shows what a dead process left unfinished.
     */
    public Begun begin(String service, Image image, String digest, String by) throws CallFailed, JsonException {
        var about =
                Json.obj().with("service", service).with("image", image.name()).with("digest", digest);
        digests.note("first-version-asked", about.with("by", by));
        try {
            var begun = begin(service, image, digest);
            if (begun.isNothing()) {
                digests.note("first-version-not-needed", about.with("upstreams", Json.arr(List.of())));
            }
            note("first-version-begun", about, begun.begun());
            note("restarted", about.with("because", "it serves and had ended"), begun.restarted());
            return begun;
        } catch (CallFailed e) {
            digests.note(
                    "first-version-failed", about.with("because", e.problem().message()));
            throw e;
        }
    }

    private void note(String kind, Json.Obj about, List<String> upstreams) {
        if (!upstreams.isEmpty()) {
            digests.note(kind, about.with("upstreams", Json.strings(upstreams)));
        }
    }

    private Begun begin(String service, Image image, String digest) throws CallFailed {
        var begun = new ArrayList<String>();
        var restarted = new ArrayList<String>();
        for (var target : targets(service)) {
            var rollout = new Rollout(image.name(), digest, "", Json.obj(), target.settings());
            if (platform.begin(target.resource(), rollout)) {
                begun.add(target.resource().name());
            } else if (hasEnded(target, digest)) {
                platform.restart(target.resource(), rollout);
                platform.awaitReady(target.resource(), rollout);
                restarted.add(target.resource().name());
            }
        }
        return new Begun(begun, restarted);
    }

    private boolean hasEnded(PromotionTarget target, String digest) throws CallFailed {
        return serving(target).stream()
                .anyMatch(version ->
                        version.digest().equals(digest) && !version.ended().isEmpty());
    }

    private List<ServingVersion> serving(PromotionTarget target) throws CallFailed {
        return platform.serving(target.resource(), target.settings());
    }

    /** The serving versions that have ended, human-readable. */
    public List<String> ended(String service) throws CallFailed {
        var ended = new ArrayList<String>();
        for (var target : targets(service)) {
            serving(target).stream()
                    .map(ServingVersion::ended)
                    .filter(why -> !why.isEmpty())
                    .forEach(ended::add);
        }
        return ended;
    }

    private List<PromotionTarget> targets(String service) {
        return uses.services().stream()
                .filter(one -> one.description().service().equals(service))
                .flatMap(one -> one.targets(TargetKinds.NGINX_UPSTREAM).stream())
                .toList();
    }
}
