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
import io.nightshift.core.signal.Resource;
import io.nightshift.entry.FunctionHost;
import io.nightshift.policy.Policy;
import io.nightshift.promotion.Looks;
import io.nightshift.promotion.action.Rollout;
import io.nightshift.promotion.action.TargetKinds;
import io.nightshift.promotion.open.registry.ImageObserver;
import java.util.ArrayList;
import java.util.List;

/**
 * The first version of a service behind the nginx of this machine: what there is before anything is promoted, and what the first
 * promotion goes back to. It is no promotion itself, and asks no gate.
 */
public final class FirstVersion {

    private final LocalNginx nginx;
    private final Observer images;
    private final Wanted wanted;

    private FirstVersion(LocalNginx nginx, Observer images, Wanted wanted) {
        this.nginx = nginx;
        this.images = images;
        this.wanted = wanted;
    }

    public static FirstVersion of(Settings settings, Policy policy, FunctionHost host) throws CallFailed {
        var nginx = settings.nginx()
                .orElseThrow(() -> new CallFailed(Problem.permanent(
                        "NoNginx", LocalNginx.FOLDER + " is missing; expected the folder of the nginx")));
        return new FirstVersion(nginx, new ImageObserver(Connections.registries(settings, host)), Wanted.of(policy));
    }

    /** @param asked {@code tag} or {@code digest}; the digest that the registry has for it */
    public String digest(Image image, Json.Obj asked) throws CallFailed, JsonException {
        return switch (images.observe(new Query(Looks.IMAGE, image.repository(), asked))) {
            case Observed.Seen seen
            when seen.health() == Health.WELL ->
                View.of(seen.details()).at("digest").text();
            case Observed.Seen seen ->
                throw new CallFailed(Problem.permanent(
                        "NoImage", View.of(seen.details()).at("reason").textOr("there is no such image")));
            case Observed.NotSeen(var problem) -> throw new CallFailed(problem);
        };
    }

    /** Gives each upstream of the service that is new all of its traffic; the names of those. */
    public List<String> begin(String service, Image image, String digest) throws CallFailed, JsonException {
        var begun = new ArrayList<String>();
        for (var part : wanted.targets()) {
            if (part.service().equals(service) && part.says("kind", TargetKinds.NGINX_UPSTREAM)) {
                var target = Resource.fromJson(part.description());
                var settings = part.description().at("with").object();
                if (nginx.platform().begin(target, new Rollout(image.name(), digest, "", Json.obj(), settings))) {
                    begun.add(target.name());
                }
            }
        }
        return List.copyOf(begun);
    }

    /** By which a human makes nginx take them, where it runs already. */
    public String reloadCommand() {
        return nginx.nginx().reloadCommand();
    }
}
