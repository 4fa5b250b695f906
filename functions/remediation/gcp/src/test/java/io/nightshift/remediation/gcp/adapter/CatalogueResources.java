package io.nightshift.remediation.gcp.adapter;

import io.nightshift.core.json.Json;
import io.nightshift.remediation.gcp.standin.JsonResources;

/** One resource for each action of the catalogue, in the state that is to be changed. */
final class CatalogueResources {

    static final String COMPUTE = "compute/v1/projects/shop-prod/";
    static final String KEY = "deploy@shop-prod.iam.gserviceaccount.com/0123abcd";
    private static final String ZONE = COMPUTE + "zones/europe-west1-b/";
    private static final String TEMPLATE = "https://www.googleapis.com/" + COMPUTE + "global/instanceTemplates/web-";
    private static final Json.Obj LABELS = Json.obj().with("team", "shop");

    private static final Json.Obj MARKED = LABELS.with("nightshift-delete-after", "2026-11-20");

    private CatalogueResources() {}

    private static Json.Obj labelled(Json.Obj labels) {
        return Json.obj().with("labels", labels).with("labelFingerprint", "l");
    }

    static void place(JsonResources into) {
        into.place(ZONE + "instances/solo", machine("solo", "401", "RUNNING"));
        into.place(ZONE + "instances/off", machine("off", "402", "TERMINATED"));
        into.place(ZONE + "instances/batch-1", managed());
        into.place(ZONE + "instanceGroupManagers/batch/listManagedInstances", members());
        into.place(ZONE + "disks/data", labelled(LABELS).with("id", "501").with("sizeGb", "100"));
        into.place(ZONE + "disks/old", labelled(MARKED).with("id", "502").with("sizeGb", "10"));
        into.snapshot("old-1", "502", "2026-11-20T23:00:00.000-08:00");
        into.place(COMPUTE + "global/snapshots/recent", labelled(LABELS));
        into.place(COMPUTE + "global/snapshots/ancient", labelled(MARKED));
        into.place(
                COMPUTE + "regions/europe-west1/addresses/spare",
                labelled(LABELS).with("status", "RESERVED"));
        into.place(
                COMPUTE + "regions/europe-west1/addresses/idle",
                labelled(MARKED).with("status", "RESERVED"));
        into.place(
                COMPUTE + "regions/europe-west1/addresses/front",
                labelled(LABELS).with("status", "IN_USE").with("address", "203.0.113.7"));
        into.place(COMPUTE + "global/addresses/anycast", labelled(LABELS).with("status", "RESERVED"));
        into.place(COMPUTE + "global/addresses/unused", labelled(MARKED).with("status", "RESERVED"));
        into.place(ZONE + "instanceGroupManagers/fixed", Json.obj().with("targetSize", 3));
        into.place(
                ZONE + "instanceGroupManagers/paused",
                Json.obj().with("status", Json.obj().with("autoscaler", "https://x/" + ZONE + "autoscalers/paused")));
        into.place(
                ZONE + "autoscalers/paused",
                Json.obj().with("autoscalingPolicy", Json.obj().with("mode", "OFF")));
        placePolicies(into);
        into.place(
                ZONE + "instanceGroupManagers/batch",
                Json.obj()
                        .with("targetSize", 2)
                        .with("status", Json.obj().with("autoscaler", "https://x/" + ZONE + "autoscalers/batch")));
        into.place(
                ZONE + "autoscalers/batch",
                Json.obj()
                        .with(
                                "autoscalingPolicy",
                                Json.obj()
                                        .with("minNumReplicas", 1)
                                        .with("maxNumReplicas", 4)
                                        .with("coolDownPeriodSec", 60)));
        into.place(
                COMPUTE + "regions/europe-west1/subnetworks/app",
                Json.obj().with("name", "app").with("fingerprint", "f"));
        into.place(
                COMPUTE + "global/firewalls/ssh",
                Json.obj()
                        .with("direction", "INGRESS")
                        .with("disabled", false)
                        .with("sourceRanges", Json.arr(Json.of("0.0.0.0/0")))
                        .with(
                                "allowed",
                                Json.arr(Json.obj()
                                        .with("IPProtocol", "tcp")
                                        .with("ports", Json.arr(Json.of("20-25"))))));
        into.place(
                COMPUTE + "global/securityPolicies/edge",
                Json.obj()
                        .with("labels", LABELS)
                        .with(
                                "rules",
                                Json.arr(
                                        Json.obj().with("priority", 1000).with("action", "allow"),
                                        Json.obj()
                                                .with("priority", 2_147_483_647L)
                                                .with("action", "allow"))));
        into.place(
                COMPUTE + "global/targetHttpProxies/front",
                Json.obj().with("urlMap", "https://www.googleapis.com/" + COMPUTE + "global/urlMaps/shop"));
        into.place(
                COMPUTE + "regions/europe-west1/targetHttpProxies/inner",
                Json.obj()
                        .with(
                                "urlMap",
                                "https://compute.googleapis.com/" + COMPUTE + "regions/europe-west1/urlMaps/shop"));
        for (var place : new String[] {"global", "regions/europe-west1"}) {
            into.place(COMPUTE + place + "/urlMaps/shop", Json.obj());
            into.place(
                    COMPUTE + place + "/urlMaps/to-https",
                    Json.obj().with("defaultUrlRedirect", Json.obj().with("httpsRedirect", true)));
        }
        placeLogs(into);
        placeUpdate(into);
        into.place("v1/projects/shop-prod/instances/ledger", database());
        into.place(
                "v1/projects/shop-prod/instances/ledger-replica",
                database().with("masterInstanceName", "shop-prod:ledger"));
        into.place(
                "v1/projects/shop-prod/instances/ledger/listServerCas",
                Json.obj()
                        .with("activeVersion", "f1")
                        .with(
                                "certs",
                                Json.arr(
                                        authority("f1", "2016-11-01T00:00:00Z"),
                                        authority("f2", "2026-11-01T00:00:00.12Z"))));
        into.place(
                "v1/projects/shop-prod/instances/asleep",
                database().with("settings", settings().with("activationPolicy", "NEVER")));
        into.place(
                "storage/v1/b/shop.assets_1",
                Json.obj()
                        .with("metageneration", "3")
                        .with("labels", LABELS)
                        .with("iamConfiguration", Json.obj().with("publicAccessPrevention", "inherited")));
        into.place("storage/v1/b/shop.assets_1/iam", policy());
        into.place(
                "v1/projects/shop-prod/serviceAccounts/" + KEY.replace("/", "/keys/"),
                Json.obj().with("name", "canary-of-a-key"));
        into.place(
                "v2/projects/shop-prod/locations/europe-west1/jobs/report",
                Json.obj()
                        .with("labels", LABELS)
                        .with("latestCreatedExecution", Json.obj().with("name", "report-1")));
        into.place(
                "v1/projects/shop-prod/locations/europe-west1/instances/cache",
                Json.obj()
                        .with("tier", "STANDARD_HA")
                        .with("state", "READY")
                        .with("currentLocationId", "europe-west1-b"));
    }

    private static Json.Obj authority(String fingerprint, String created) {
        return Json.obj().with("sha1Fingerprint", fingerprint).with("createTime", created);
    }

    private static void placeLogs(JsonResources into) {
        var bucket = Json.obj().with("retentionDays", 30).with("lifecycleState", "ACTIVE");
        into.place("v2/projects/shop-prod/locations/global/buckets/_Default", bucket);
        into.place("v2/projects/shop-prod/locations/europe-west1/buckets/trail", bucket);
    }

    /** A group of which one machine has the new template, and two the old one. */
    private static void placeUpdate(JsonResources into) {
        into.place(
                ZONE + "instanceGroupManagers/rolling",
                Json.obj()
                        .with("targetSize", 3)
                        .with("updatePolicy", Json.obj().with("type", "PROACTIVE"))
                        .with("versions", Json.arr(Json.obj().with("instanceTemplate", TEMPLATE + "v8"))));
        into.place(
                ZONE + "instanceGroupManagers/rolling/listManagedInstances",
                Json.obj()
                        .with(
                                "managedInstances",
                                Json.arr(
                                        member("rolling-1", "411", "v8"),
                                        member("rolling-2", "412", "v7"),
                                        member("rolling-3", "413", "v7"))));
    }

    private static Json.Obj member(String name, String id, String template) {
        return Json.obj()
                .with("instance", "https://x/zones/europe-west1-b/instances/" + name)
                .with("id", id)
                .with("instanceStatus", "RUNNING")
                .with("currentAction", "NONE")
                .with("version", Json.obj().with("instanceTemplate", TEMPLATE + template));
    }

    /** Resources with an IAM policy, and what is logged of a project. */
    private static void placePolicies(JsonResources into) {
        var regional = "projects/shop-prod/locations/europe-west1/";
        shared(into, COMPUTE + "global/images/golden");
        shared(into, COMPUTE + "global/snapshots/shared");
        shared(into, "v1/projects/shop-prod/topics/Orders_v1");
        shared(into, "v1/" + regional + "keyRings/main/cryptoKeys/data");
        shared(into, "v2/" + regional + "services/checkout");
        into.place("v3/projects/shop-prod", Json.obj().with("projectId", "shop-prod"));
        var exempt = Json.obj()
                .with("logType", "DATA_READ")
                .with("exemptedMembers", Json.arr(Json.of("user:one@shop.example")));
        into.place(
                "v3/projects/shop-prod/policy",
                policy().with(
                                "auditConfigs",
                                Json.arr(Json.obj()
                                        .with("service", "allServices")
                                        .with("auditLogConfigs", Json.arr(exempt)))));
        into.place(
                "v2/projects/shop-prod/sinks/Audit_1",
                Json.obj()
                        .with("destination", "storage.googleapis.com/shop-audit")
                        .with("disabled", true)
                        .with("writerIdentity", "serviceAccount:p1-1@gcp-sa-logging.iam.gserviceaccount.com"));
        into.place("v1/projects/shop-prod/serviceAccounts/ci@shop-prod.iam.gserviceaccount.com", Json.obj());
    }

    private static void shared(JsonResources into, String path) {
        into.place(path, Json.obj().with("labels", LABELS));
        into.place(path + "/policy", policy());
    }

    private static Json.Obj machine(String name, String id, String status) {
        var config = Json.obj()
                .with("name", "External NAT")
                .with("type", "ONE_TO_ONE_NAT")
                .with("networkTier", "STANDARD")
                .with("natIP", "203.0.113.7");
        return Json.obj()
                .with("name", name)
                .with("id", id)
                .with("status", status)
                .with("labels", LABELS)
                .with("labelFingerprint", "l")
                .with("deletionProtection", false)
                .with("tags", Json.obj().with("items", Json.arr(Json.of("web"))).with("fingerprint", "t"))
                .with(
                        "networkInterfaces",
                        Json.arr(Json.obj().with("name", "nic0").with("accessConfigs", Json.arr(config))));
    }

    private static Json.Obj managed() {
        var item = Json.obj()
                .with("key", "created-by")
                .with("value", "projects/12345/zones/europe-west1-b/instanceGroupManagers/batch");
        var disk = Json.obj().with("source", "https://www.googleapis.com/" + ZONE + "disks/data");
        return machine("batch-1", "403", "RUNNING")
                .with("disks", Json.arr(disk))
                .with("metadata", Json.obj().with("items", Json.arr(item)));
    }

    private static Json.Obj members() {
        return Json.obj().with("managedInstances", Json.arr(member("batch-1", "403", "v7")));
    }

    private static Json.Obj database() {
        return Json.obj().with("state", "RUNNABLE").with("settings", settings());
    }

    private static Json.Obj settings() {
        return Json.obj()
                .with("settingsVersion", "7")
                .with("activationPolicy", "ALWAYS")
                .with("tier", "db-custom-1-3840")
                .with("dataDiskSizeGb", "100")
                .with("deletionProtectionEnabled", false)
                .with(
                        "ipConfiguration",
                        Json.obj()
                                .with("ipv4Enabled", true)
                                .with("privateNetwork", "projects/shop-prod/global/networks/shop"))
                .with("userLabels", LABELS);
    }

    private static Json.Obj policy() {
        return Json.obj()
                .with("kind", "storage#policy")
                .with("version", 3)
                .with("etag", "e")
                .with(
                        "bindings",
                        Json.arr(
                                binding("roles/storage.objectViewer", "allUsers", "user:one@shop.example"),
                                binding("roles/storage.admin", "user:two@shop.example")));
    }

    private static Json.Obj binding(String role, String... members) {
        return Json.obj().with("role", role).with("members", Json.strings(java.util.List.of(members)));
    }
}
