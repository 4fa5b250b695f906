package io.nightshift.promotion.entry.gcp;

import com.google.cloud.run.v2.Container;
import com.google.cloud.run.v2.RevisionTemplate;
import com.google.cloud.run.v2.Service;
import com.google.cloud.run.v2.TrafficTarget;
import com.google.cloud.run.v2.TrafficTargetAllocationType;
import io.nightshift.core.json.Json;
import io.nightshift.core.ledger.Audit;
import io.nightshift.core.ledger.Entry;
import io.nightshift.core.run.Run;
import io.nightshift.gcp.FirestoreLedger;
import io.nightshift.gcp.GcpClients;
import io.nightshift.gcp.entry.ServedRoutes;
import io.nightshift.sandbox.gcp.PubSubStandIn;
import io.nightshift.sandbox.gcp.RestError;
import io.nightshift.sandbox.gcp.RunNames;
import io.nightshift.sandbox.gcp.RunStandIn;
import io.nightshift.sandbox.gcp.TasksStandIn;
import io.nightshift.sandbox.wire.FastRetries;
import io.nightshift.sandbox.wire.WireReply;
import io.nightshift.sandbox.wire.WireRequest;
import io.nightshift.sandbox.wire.WireServer;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;

/** A project with one service on Cloud Run, its image in Artifact Registry, secrets, a team's channel and a ledger. */
final class PromotionProject implements AutoCloseable {

    static final String QUEUE = "projects/shop-prod/locations/europe-west1/queues/nightshift";
    static final String TOPIC = "projects/shop-prod/topics/nightshift-dead-letters";
    static final String SERVICE = RunNames.service("shop-prod", "europe-west1", "web");
    static final String IMAGE = "europe-west1-docker.pkg.dev/shop-prod/apps/web";

    /** That of the samples of pushes. */
    static final String NEW = "sha256:7f5b2640fe6fb4f46592dfd3410c4a79dac4f89e4782432e0378abcd12340000";

    static final String TOKEN = "canary-token-0123456789";
    static final String GITHUB = "canary-github-0123456789";
    static final String APPROVALS = "canary-approvals-0123456789-0123456789";

    private static final String OLD = "sha256:" + "0".repeat(64);
    private static final AtomicInteger LEDGERS = new AtomicInteger();

    /** @param approval of the stage {@code prod} */
    static String policy(String approval) {
        return """
                version: 1
                defaults: {mode: act, page: ops}
                approvers: {sre: [alice]}
                channels:
                  ops: {kind: webhook, url-from-env: OPS_URL}
                rules: []
                promotions:
                  web:
                    image: europe-west1-docker.pkg.dev/shop-prod/apps/web
                    guard: {for: 1m, every: 1m}
                    stages:
                      - name: prod
                        approval: %s
                        targets:
                          - {kind: "run:service", name: web}
                        strategy: {kind: all-at-once, bake: 1s}
                  pages:
                    image: localhost:1/shop/web
                    stages:
                      - name: prod
                        approval: none
                        targets:
                          - {kind: "run:service", name: pages, cloud: gcp, account: shop-prod, region: europe-west1}
                """.formatted(approval);
    }

    final TasksStandIn tasks = new TasksStandIn(QUEUE);
    final RunStandIn run = new RunStandIn(tasks);
    final PubSubStandIn pubSub = new PubSubStandIn(TOPIC);
    final Map<String, String> secrets = new ConcurrentHashMap<>(
            Map.of("token", TOKEN, "github", GITHUB, "approvals", APPROVALS, "ops", "canary-ops-key"));
    final WireServer wire = WireServer.before(this::answer);
    final WireServer team = WireServer.before(request -> WireReply.empty(200));
    final FirestoreLedger ledger;
    private final String prefix = "p" + LEDGERS.incrementAndGet() + "-";
    private final URI firestore;

    PromotionProject(URI firestore) {
        this.firestore = firestore;
        ledger = FirestoreLedger.open(
                new GcpClients(Optional.empty(), Optional.empty(), Optional.of(firestore), FastRetries.POLICY),
                new FirestoreLedger.Settings("shop-prod", "(default)", prefix, Optional.empty()),
                () -> "test-token");
        var template = RevisionTemplate.newBuilder()
                .setRevision("web-1")
                .addContainers(Container.newBuilder().setName("web").setImage(IMAGE + "@" + OLD))
                .build();
        var latest = TrafficTarget.newBuilder()
                .setType(TrafficTargetAllocationType.TRAFFIC_TARGET_ALLOCATION_TYPE_LATEST)
                .setPercent(100);
        run.place(
                Service.newBuilder()
                        .setName(SERVICE)
                        .setGeneration(1)
                        .setLatestCreatedRevision(SERVICE + "/revisions/web-1")
                        .setLatestReadyRevision(SERVICE + "/revisions/web-1")
                        .setTemplate(template)
                        .addTraffic(latest)
                        .build(),
                List.of(RunStandIn.revision(SERVICE, "web-1", 1000, true).toBuilder()
                        .addAllContainers(template.getContainersList())
                        .build()));
    }

    Map<String, String> variables(ServedRoutes serves, String approval) {
        var variables = new TreeMap<String, String>();
        variables.put("NIGHTSHIFT_SERVES", serves.text());
        variables.put("NIGHTSHIFT_POLICY_TEXT", policy(approval));
        variables.put("NIGHTSHIFT_PROJECT", "shop-prod");
        variables.put("NIGHTSHIFT_FIRESTORE_PREFIX", prefix);
        variables.put("NIGHTSHIFT_DEAD_LETTER_TOPIC", TOPIC);
        variables.put("NIGHTSHIFT_TASK_QUEUE", QUEUE);
        variables.put("NIGHTSHIFT_WAKE_URL", "https://promotion-365415247865.europe-west1.run.app");
        variables.put("NIGHTSHIFT_WAKE_ACCOUNT", "timers@shop-prod.iam.gserviceaccount.com");
        variables.put("NIGHTSHIFT_GCP_ENDPOINT", wire.endpoint().toString());
        variables.put("NIGHTSHIFT_GCP_GRPC_ENDPOINT", run.endpoint().toString());
        variables.put("NIGHTSHIFT_FIRESTORE_ENDPOINT", firestore.toString());
        variables.put("NIGHTSHIFT_INTAKE_TOKEN", secret("token"));
        variables.put("NIGHTSHIFT_GITHUB_SECRET", secret("github"));
        variables.put("NIGHTSHIFT_APPROVAL_URL", "https://promotion.example");
        variables.put("NIGHTSHIFT_APPROVAL_SECRET", secret("approvals"));
        variables.put("OPS_URL", team.endpoint() + "/ops");
        variables.put("OPS_KEY", secret("ops"));
        return variables;
    }

    private static String secret(String name) {
        return "projects/shop-prod/secrets/" + name + "/versions/latest";
    }

    private WireReply answer(WireRequest request) {
        if (PubSubStandIn.publishes(request)) {
            return pubSub.answer(request);
        }
        var path = request.path();
        var repository = "/v1/projects/shop-prod/locations/europe-west1/repositories/apps/";
        if (path.equals(repository + "dockerImages/web@" + NEW)) {
            return WireReply.json(200, Json.obj().with("uploadTime", "2026-11-20T03:04:41.512Z"));
        }
        if (path.equals(repository + "dockerImages")) {
            return WireReply.json(
                    200,
                    Json.obj()
                            .with(
                                    "dockerImages",
                                    Json.arr(
                                            pushed(NEW, "2026-11-20T03:04:41.512Z", "v42"),
                                            pushed(OLD, "2026-11-19T03:04:41.512Z", "v41"))));
        }
        return secrets.entrySet().stream()
                .filter(secret -> path.equals("/v1/" + secret(secret.getKey()) + ":access"))
                .findFirst()
                .map(secret -> accessed(secret.getValue()))
                .orElseGet(() -> RestError.newer(404, "NOT_FOUND", "canary-of-a-server: " + path));
    }

    private static Json.Obj pushed(String digest, String uploaded, String tag) {
        return Json.obj()
                .with("uri", IMAGE + "@" + digest)
                .with("uploadTime", uploaded)
                .with("tags", Json.strings(List.of(tag)));
    }

    private static WireReply accessed(String secret) {
        var data = Base64.getEncoder().encodeToString(secret.getBytes(StandardCharsets.UTF_8));
        return WireReply.json(200, Json.obj().with("payload", Json.obj().with("data", data)));
    }

    /** How many revisions were made of the pushed image. */
    long deployed() {
        return run.revisionsOf(SERVICE).stream()
                .filter(one -> one.getContainersList().stream()
                        .anyMatch(container -> container.getImage().endsWith(NEW)))
                .count();
    }

    List<Run> runs() {
        return ledger.runs(Optional.empty(), 100).items().stream()
                .filter(one -> one.key().playbook().equals("promotion"))
                .toList();
    }

    Run only() {
        return runs().getFirst();
    }

    /** Everything that the ledger says about all runs. */
    String told() {
        return runs().stream()
                .flatMap(one -> ledger.entries(one.id(), Optional.empty(), 200).items().stream())
                .map(Entry::toString)
                .collect(Collectors.joining("\n", runs().toString(), ""));
    }

    boolean whole() {
        return runs().stream().allMatch(one -> Audit.verify(ledger, one.id()).whole());
    }

    @Override
    public void close() {
        ledger.close();
        run.close();
        wire.close();
        team.close();
    }
}
