package io.nightshift.rotation.gcp;

import static io.nightshift.sandbox.gcp.RunStandIn.revision;

import com.google.cloud.run.v2.RevisionTemplate;
import com.google.cloud.run.v2.Service;
import com.google.cloud.run.v2.TrafficTarget;
import com.google.cloud.run.v2.TrafficTargetAllocationType;
import io.nightshift.core.ledger.Audit;
import io.nightshift.core.ledger.Entry;
import io.nightshift.core.run.Run;
import io.nightshift.gcp.FirestoreLedger;
import io.nightshift.gcp.GcpClients;
import io.nightshift.sandbox.gcp.PubSubStandIn;
import io.nightshift.sandbox.gcp.RunNames;
import io.nightshift.sandbox.gcp.RunStandIn;
import io.nightshift.sandbox.wire.FastRetries;
import io.nightshift.sandbox.wire.WireReply;
import io.nightshift.sandbox.wire.WireRequest;
import io.nightshift.sandbox.wire.WireServer;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;

/** A project with a signing key in Secret Manager, a service of Cloud Run that reads it, and a ledger of its own in Firestore. */
final class RotationProject implements AutoCloseable {

    static final String CHECKOUT = RunNames.service("shop-prod", "europe-west1", "checkout");

    private static final String POLICY = """
            version: 1
            rules: []
            defaults:
              mode: act
              page: ops
              max-age: 3650d
            channels:
              ops: {kind: console}
            secrets:
              signing-key:
                store: gcp
                account: shop-prod
                secret: shop-db
                engine: opaque
                consumers:
                  - {kind: "run:service", name: checkout, region: europe-west1}
                grace: 0s
                proof: 0s
            """;

    private static final String TOPIC = "projects/shop-prod/topics/dead-letters";
    private static final AtomicInteger LEDGERS = new AtomicInteger();

    final SecretManagerStandIn secrets = new SecretManagerStandIn();
    final RunStandIn run = new RunStandIn();
    final PubSubStandIn pubSub = new PubSubStandIn(TOPIC);
    final WireServer wire = WireServer.before(this::answer);
    private final String prefix = "r" + LEDGERS.incrementAndGet() + "-";
    private final URI firestore;
    private final FirestoreLedger ledger;

    RotationProject(URI firestore) {
        this.firestore = firestore;
        ledger = FirestoreLedger.open(
                new GcpClients(Optional.empty(), Optional.empty(), Optional.of(firestore), FastRetries.POLICY),
                new FirestoreLedger.Settings("shop-prod", "(default)", prefix, Optional.empty()),
                () -> "test-token");
        secrets.create("shop-db", "canary-0");
        secrets.create("shop-db-pending");
        run.place(
                Service.newBuilder()
                        .setName(CHECKOUT)
                        .setGeneration(1)
                        .setLatestCreatedRevision(CHECKOUT + "/revisions/checkout-1")
                        .setLatestReadyRevision(CHECKOUT + "/revisions/checkout-1")
                        .setTemplate(RevisionTemplate.newBuilder().setRevision("checkout-1"))
                        .addTraffic(TrafficTarget.newBuilder()
                                .setType(TrafficTargetAllocationType.TRAFFIC_TARGET_ALLOCATION_TYPE_LATEST)
                                .setPercent(100))
                        .build(),
                List.of(revision(CHECKOUT, "checkout-1", 1000, true)));
    }

    private WireReply answer(WireRequest request) {
        return PubSubStandIn.publishes(request) ? pubSub.answer(request) : secrets.answer(request);
    }

    Map<String, String> variables() {
        return new TreeMap<>(Map.of(
                "NIGHTSHIFT_POLICY_TEXT",
                POLICY,
                "NIGHTSHIFT_PROJECT",
                "shop-prod",
                "NIGHTSHIFT_FIRESTORE_PREFIX",
                prefix,
                "NIGHTSHIFT_DEAD_LETTER_TOPIC",
                TOPIC,
                "NIGHTSHIFT_GCP_ENDPOINT",
                wire.endpoint().toString(),
                "NIGHTSHIFT_GCP_GRPC_ENDPOINT",
                run.endpoint().toString(),
                "NIGHTSHIFT_FIRESTORE_ENDPOINT",
                firestore.toString()));
    }

    List<Run> runs() {
        return ledger.runs(Optional.empty(), 100).items();
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
        secrets.close();
        run.close();
        wire.close();
    }
}
