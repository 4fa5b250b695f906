package io.nightshift.local.host;

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
import io.nightshift.entry.FunctionHost;
import io.nightshift.local.nginx.NginxUpstream.ServingVersion;
import io.nightshift.policy.Policy;
import io.nightshift.promotion.Queries;
import io.nightshift.promotion.action.Rollout;
import io.nightshift.promotion.action.TargetKinds;
import io.nightshift.promotion.entry.PlannedServices;
import io.nightshift.promotion.neutral.registry.ImageObserver;
import io.nightshift.promotion.plan.PlanRequirements;
import io.nightshift.promotion.plan.PromotionTarget;
import java.util.ArrayList;
import java.util.List;

/**
 * The first version of a service behind this machine's nginx: the state before any promotion, to which the first promotion
 * can roll back. It is not a promotion itself, and passes no gate.
 */
public final class FirstVersion {

    private final LocalNginx nginx;
    private final Observer images;
    private final PlanRequirements uses;

    private FirstVersion(LocalNginx nginx, Observer images, PlanRequirements uses) {
        this.nginx = nginx;
        this.images = images;
        this.uses = uses;
    }

    public static FirstVersion of(HostSettings settings, Policy policy, FunctionHost host) throws CallFailed {
        var nginx = settings.nginx()
                .orElseThrow(() -> new CallFailed(Problem.permanent(
                        "NoNginx", LocalNginx.FOLDER + " is missing; expected the folder of the nginx")));
        return new FirstVersion(
                nginx, new ImageObserver(LocalPromotion.registries(settings, host)), PlannedServices.of(policy));
    }

    /** @param asked {@code tag} or {@code digest}; returns the digest in the registry */
    public String digest(Image image, Json.Obj asked) throws CallFailed, JsonException {
        return switch (images.observe(new Query(Queries.IMAGE, image.repository(), asked))) {
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
     * ended.
     */
    public Begun begin(String service, Image image, String digest) throws CallFailed, JsonException {
        var begun = new ArrayList<String>();
        var restarted = new ArrayList<String>();
        for (var target : targets(service)) {
            var rollout = new Rollout(image.name(), digest, "", Json.obj(), target.settings());
            if (nginx.platform().begin(target.resource(), rollout)) {
                begun.add(target.resource().name());
            } else if (hasEnded(target, digest)) {
                nginx.platform().restart(target.resource(), rollout);
                nginx.platform().awaitReady(target.resource(), rollout);
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
        return nginx.platform().serving(target.resource(), target.settings());
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

    /** The command that makes a running nginx load them. */
    public String reloadCommand() {
        return nginx.nginx().reloadCommand();
    }
}
