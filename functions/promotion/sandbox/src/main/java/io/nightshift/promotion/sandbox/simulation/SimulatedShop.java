package io.nightshift.promotion.sandbox.simulation;

import io.nightshift.core.signal.Origin;
import io.nightshift.core.signal.Resource;
import io.nightshift.core.signal.Resource.Kinds;
import io.nightshift.promotion.action.RunJob;
import java.util.List;
import java.util.Map;

/** The targets of the two services, and the steps of each. */
final class SimulatedShop {

    static final String IMAGE = "registry.example/shop/web";
    static final Resource REPOSITORY = new Resource(Origin.NOWHERE, Kinds.IMAGE_REPOSITORY, IMAGE);

    private static final Origin AWS = Origin.aws("111122223333", "eu-central-1");
    private static final Origin GCP = Origin.gcp("shop-prod", "europe-west1");

    /** It holds one version: a deployment is the whole change. */
    static final Resource STAGING = new Resource(AWS, Kinds.AUTO_SCALING_GROUP, "web-staging");

    static final Resource LAMBDA = new Resource(AWS, Kinds.LAMBDA_FUNCTION, "web:live");
    static final Resource RUN = new Resource(GCP, Kinds.RUN_SERVICE, "web");
    static final Resource EDGE = new Resource(AWS, Kinds.LAMBDA_FUNCTION, "edge:live");
    static final Resource WORKER = new Resource(GCP, Kinds.RUN_SERVICE, "worker");

    /** The job that verifies the worker's version. */
    static final Resource JOB = new Resource(GCP, RunJob.RUN_JOB, "smoke");

    static final List<List<Resource>> WAVES = List.of(List.of(LAMBDA, RUN), List.of(EDGE));

    /** Shares, and the seconds that each must bake before the next. */
    static final Map<Resource, List<int[]>> STEPS = Map.of(
            STAGING, List.of(new int[] {100, 120}),
            LAMBDA, List.of(new int[] {10, 300}, new int[] {50, 300}, new int[] {100, 300}),
            RUN, List.of(new int[] {10, 300}, new int[] {50, 300}, new int[] {100, 300}),
            EDGE, List.of(new int[] {10, 300}, new int[] {50, 300}, new int[] {100, 300}),
            WORKER, List.of(new int[] {20, 240}, new int[] {100, 240}));

    static List<int[]> steps(Resource target) {
        return STEPS.getOrDefault(target, List.of());
    }

    private SimulatedShop() {}
}
