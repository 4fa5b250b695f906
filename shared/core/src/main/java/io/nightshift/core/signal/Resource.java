package io.nightshift.core.signal;

import io.nightshift.core.json.Json;
import io.nightshift.core.json.JsonException;
import io.nightshift.core.json.View;
import java.util.List;

/**
 * One thing in the environment that can be healthy or unhealthy.
 *
 * @param origin its account and region
 * @param kind its kind; one of {@link Kinds} for everything that Nightshift can act on
 * @param name its name inside the origin, as the provider's API expects it (an instance id, a service name, for
 *     things inside others a path: {@code cluster/service}, {@code zone/instance}, {@code function:alias})
 */
public record Resource(Origin origin, String kind, String name) {

    /** Reports whether it is of this kind in this cloud, in any account. */
    public boolean is(Cloud cloud, String ofKind) {
        return origin.cloud() == cloud && kind.equals(ofKind);
    }

    /** {@code ec2:instance/i-0abc}: kind and name without the origin, short enough for messages. */
    public String label() {
        return kind + "/" + name;
    }

    /** {@code aws:111122223333:eu-central-1:ec2:instance/i-0abc}: the whole identity, the same in every run. */
    @Override
    public String toString() {
        return origin + ":" + label();
    }

    public Json.Obj toJson() {
        return Json.obj()
                .with("cloud", origin.cloud().id())
                .with("account", origin.account())
                .with("region", origin.region())
                .with("kind", kind)
                .with("name", name);
    }

    public static Resource fromJson(View json) throws JsonException {
        var cloud = Cloud.byId(json.at("cloud").text())
                .orElseThrow(() -> json.at("cloud").wrong("aws, gcp or none"));
        var origin =
                new Origin(cloud, json.at("account").text(), json.at("region").text());
        return new Resource(origin, json.at("kind").text(), json.at("name").text());
    }

    /** The kinds that decoders produce; the part before the colon is the provider's own service name. */
    public static final class Kinds {
        public static final String EC2_INSTANCE = "ec2:instance";
        public static final String AUTO_SCALING_GROUP = "autoscaling:group";
        /** Name: {@code targetgroup/NAME/ID}, the last part of its ARN, as in CloudWatch's dimension. */
        public static final String TARGET_GROUP = "elbv2:target-group";

        public static final String LOAD_BALANCER = "elbv2:load-balancer";
        public static final String RDS_INSTANCE = "rds:instance";
        public static final String RDS_CLUSTER = "rds:cluster";
        /** Name: {@code FUNCTION} or {@code FUNCTION:ALIAS}. */
        public static final String LAMBDA_FUNCTION = "lambda:function";
        /** Name: {@code CLUSTER/SERVICE}. */
        public static final String ECS_SERVICE = "ecs:service";

        public static final String RUN_SERVICE = "run:service";
        public static final String SQL_INSTANCE = "sql:instance";
        /** Name: {@code ZONE/INSTANCE}. */
        public static final String GCE_INSTANCE = "gce:instance";
        /** Name: {@code LOCATION/GROUP}. */
        public static final String INSTANCE_GROUP = "gce:instance-group";
        /** Name: {@code CLUSTER/NAMESPACE/DEPLOYMENT}. */
        public static final String GKE_DEPLOYMENT = "gke:deployment";
        /** Name: {@code CLUSTER/NAMESPACE/NAME}. */
        public static final String GKE_STATEFUL_SET = "gke:statefulset";
        /** Name: {@code CLUSTER/NAMESPACE/NAME}. */
        public static final String GKE_DAEMON_SET = "gke:daemonset";
        /** Name: {@code CLUSTER/NAMESPACE/POD}. */
        public static final String GKE_POD = "gke:pod";
        /** Name: {@code CLUSTER/NODE}. */
        public static final String GKE_NODE = "gke:node";
        /** Name: {@code NAMESPACE/DEPLOYMENT}. */
        public static final String K8S_DEPLOYMENT = "k8s:deployment";
        /** Name: {@code NAMESPACE/NAME}. */
        public static final String K8S_STATEFUL_SET = "k8s:statefulset";
        /** Name: {@code NAMESPACE/NAME}. */
        public static final String K8S_DAEMON_SET = "k8s:daemonset";
        /** Name: {@code NAMESPACE/NAME}. */
        public static final String K8S_POD = "k8s:pod";

        public static final String K8S_NODE = "k8s:node";
        /** Name: {@code NAMESPACE/NAME}. */
        public static final String K8S_AUTOSCALER = "k8s:horizontalpodautoscaler";
        /** A repository of images. Its name is its path; outside of the clouds the registry's host comes first. */
        public static final String IMAGE_REPOSITORY = "registry:repository";
        /** A plain process, host or service that only its alert names. */
        public static final String SERVICE = "service";
        /** The alarm itself, if nothing in the payload names a resource. */
        public static final String ALARM = "alarm";

        /** All kinds, in the order above. */
        public static final List<String> ALL = List.of(
                EC2_INSTANCE,
                AUTO_SCALING_GROUP,
                TARGET_GROUP,
                LOAD_BALANCER,
                RDS_INSTANCE,
                RDS_CLUSTER,
                LAMBDA_FUNCTION,
                ECS_SERVICE,
                RUN_SERVICE,
                SQL_INSTANCE,
                GCE_INSTANCE,
                INSTANCE_GROUP,
                GKE_DEPLOYMENT,
                GKE_STATEFUL_SET,
                GKE_DAEMON_SET,
                GKE_POD,
                GKE_NODE,
                K8S_DEPLOYMENT,
                K8S_STATEFUL_SET,
                K8S_DAEMON_SET,
                K8S_POD,
                K8S_NODE,
                K8S_AUTOSCALER,
                IMAGE_REPOSITORY,
                SERVICE,
                ALARM);

        private Kinds() {}
    }
}
