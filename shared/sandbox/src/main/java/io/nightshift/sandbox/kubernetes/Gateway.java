package io.nightshift.sandbox.kubernetes;

import io.nightshift.core.json.Json;

/** Simulates a gateway's controller: it accepts changed routes, and reports the generation that it has accepted. */
final class Gateway {

    private Gateway() {}

    static void settle(Etcd etcd) {
        etcd.all("httproutes").forEach(route -> etcd.put("httproutes", route.with("status", status(route))));
    }

    private static Json.Obj status(Json.Obj route) {
        int generation = ObjectTree.number(route, "metadata", "generation");
        var parent = Json.obj()
                .with("controllerName", "gateway.example/controller")
                .with("parentRef", Json.obj().with("name", "public"))
                .with("conditions", Json.arr(condition("Accepted", generation), condition("ResolvedRefs", generation)));
        return Json.obj().with("parents", Json.arr(parent));
    }

    private static Json.Obj condition(String type, int generation) {
        return Json.obj()
                .with("type", type)
                .with("status", "True")
                .with("reason", type)
                .with("observedGeneration", generation);
    }
}
