package io.nightshift.remediation.gcp.adapter;

import io.nightshift.core.act.CallFailed;
import io.nightshift.core.act.Observer;
import io.nightshift.core.act.Problem;
import io.nightshift.core.act.Query;
import io.nightshift.core.json.JsonException;
import io.nightshift.core.json.View;
import io.nightshift.core.signal.Cloud;
import io.nightshift.core.signal.Relation;
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
        var subject = query.subject();
        return subject.origin().cloud() == Cloud.GCP
                && switch (query.name()) {
                    case Query.HEALTH -> PERMISSIONS.containsKey(subject.kind());
                    case Query.RELATED -> !isInCluster(subject);
                    default -> false;
                };
    }

    /** Objects of a cluster are the cluster's own to find. */
    private static boolean isInCluster(Resource subject) {
        return subject.kind().startsWith("gke:")
                && !subject.kind().equals(Kinds.GKE_CLUSTER)
                && !subject.kind().equals(Kinds.GKE_NODE_POOL);
    }

    @Override
    public Observed observe(Query query) {
        try {
            places.check(query.subject());
            return query.name().equals(Query.RELATED)
                    ? related(query.subject(), View.of(query.with()))
                    : health(query.subject());
        } catch (CallFailed e) {
            return new Observed.NotSeen(e.problem());
        } catch (JsonException e) {
            return new Observed.NotSeen(Problem.permanent("Query", e.getMessage()));
        }
    }

    private Observed related(Resource subject, View with) throws CallFailed, JsonException {
        return new GcpRelations(apis, subject).find(Relation.read(with.at("relation")), with);
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
