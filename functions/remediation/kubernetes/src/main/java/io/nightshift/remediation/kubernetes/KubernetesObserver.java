package io.nightshift.remediation.kubernetes;

import io.nightshift.core.act.CallFailed;
import io.nightshift.core.act.Observer;
import io.nightshift.core.act.Query;
import io.nightshift.kubernetes.KubernetesScope;
import io.nightshift.kubernetes.deployment.LiveDeployment;

/**
 * Observes the health of deployments as reported by their own controller. It does not observe alerts: an Alertmanager pushes,
 * so runs use its messages.
 */
public final class KubernetesObserver implements Observer {

    private final KubernetesScope places;

    public KubernetesObserver(KubernetesScope places) {
        this.places = places;
    }

    @Override
    public boolean observes(Query query) {
        return query.name().equals(Query.HEALTH)
                && KubernetesScope.KINDS.contains(query.subject().kind());
    }

    @Override
    public Observed observe(Query query) {
        try {
            var rollout = LiveDeployment.of(places.place(query.subject())).get().rollout();
            return new Observed.Seen(rollout.health(), rollout.toJson());
        } catch (CallFailed e) {
            return new Observed.NotSeen(e.problem());
        }
    }
}
