package io.nightshift.remediation.gcp.adapter;

import io.nightshift.core.act.CallFailed;
import io.nightshift.core.act.Observer;
import io.nightshift.core.act.Query;
import io.nightshift.core.signal.Cloud;
import io.nightshift.core.signal.Resource;
import io.nightshift.core.signal.Resource.Kinds;
import io.nightshift.gcp.GcpScope;
import java.util.List;
import java.util.Map;

/**
 * Observes the health of Google Cloud resources as reported by Google Cloud. It does not observe alerts: no client of Cloud
 * Monitoring returns an incident's state, so runs use the notifications that arrive (docs/surprises.md).
 */
public final class GcpObserver implements Observer {

    /** The permissions to check a subject of that kind. */
    public static final Map<String, List<String>> PERMISSIONS = Map.of(
            Kinds.RUN_SERVICE,
            List.of("run.services.get"),
            Kinds.SQL_INSTANCE,
            List.of("cloudsql.instances.get"),
            Kinds.GCE_INSTANCE,
            List.of("compute.instances.get", "compute.instanceGroupManagers.get"),
            Kinds.INSTANCE_GROUP,
            List.of("compute.instanceGroupManagers.get"));

    private final GcpScope places;
    private final GcpApis apis;

    public GcpObserver(GcpScope places, GcpApis apis) {
        this.places = places;
        this.apis = apis;
    }

    @Override
    public boolean observes(Query query) {
        return query.name().equals(Query.HEALTH)
                && query.subject().origin().cloud() == Cloud.GCP
                && PERMISSIONS.containsKey(query.subject().kind());
    }

    @Override
    public Observed observe(Query query) {
        try {
            places.check(query.subject());
            return health(query.subject());
        } catch (CallFailed e) {
            return new Observed.NotSeen(e.problem());
        }
    }

    private Observed health(Resource subject) throws CallFailed {
        var looks = new GcpHealthChecks(apis, subject);
        return switch (subject.kind()) {
            case Kinds.RUN_SERVICE -> looks.service();
            case Kinds.SQL_INSTANCE -> looks.database();
            case Kinds.GCE_INSTANCE -> looks.instance();
            case Kinds.INSTANCE_GROUP -> looks.group();
            default -> throw new IllegalArgumentException("not observed here: " + subject.kind());
        };
    }
}
