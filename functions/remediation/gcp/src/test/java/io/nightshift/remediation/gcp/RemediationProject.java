package io.nightshift.remediation.gcp;

import io.nightshift.core.engine.MarkLog;
import io.nightshift.core.ledger.Audit;
import io.nightshift.core.ledger.Entry;
import io.nightshift.core.run.Run;
import io.nightshift.gcp.FirestoreLedger;
import io.nightshift.gcp.GcpClients;
import io.nightshift.remediation.gcp.adapter.SmallProject;
import io.nightshift.remediation.gcp.standin.RestStandIn.Database;
import io.nightshift.sandbox.contract.Sample;
import io.nightshift.sandbox.wire.FastRetries;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;

/** A project with a service and a database, a ledger of its own in Firestore, and a policy for both of their alarms. */
final class RemediationProject implements AutoCloseable {

    static final Sample CHECKOUT_OPEN = Sample.of("gcp", "monitoring/cloud-run-open.json");
    static final Sample CHECKOUT_CLOSED = Sample.of("gcp", "monitoring/cloud-run-closed.json");
    static final Sample DATABASE_OPEN = Sample.of("gcp", "monitoring/cloud-sql-pubsub.json");

    static final String POLICY = """
            version: 1
            defaults:
              mode: act
              page: ops
              soak: 1s
              max-age: 3650d
            channels:
              ops: {kind: console}
            rules:
              - name: checkout-errors
                match: {name: "checkout answers with errors"}
                ladder:
                  - {action: shift-traffic-back, wait: 1s}
              - name: orders-slow
                match: {name: "orders-db CPU"}
                ladder:
                  - {action: restart-sql, wait: 30m}
            """;

    private static final AtomicInteger LEDGERS = new AtomicInteger();

    final SmallProject project = new SmallProject();
    final String prefix = "t" + LEDGERS.incrementAndGet() + "-";
    final FirestoreLedger ledger;
    private final URI firestore;

    RemediationProject(URI firestore) {
        this.firestore = firestore;
        var clients = new GcpClients(Optional.empty(), Optional.empty(), Optional.of(firestore), FastRetries.POLICY);
        ledger = FirestoreLedger.open(
                clients,
                new FirestoreLedger.Settings(SmallProject.PROJECT, "(default)", prefix, Optional.empty()),
                () -> "test-token");
        project.rest.place(Database.runnable("orders-db", "REGIONAL"));
    }

    Map<String, String> variables() {
        return new TreeMap<>(Map.of(
                "NIGHTSHIFT_POLICY_TEXT",
                POLICY,
                "NIGHTSHIFT_PROJECT",
                SmallProject.PROJECT,
                "NIGHTSHIFT_FIRESTORE_PREFIX",
                prefix,
                "NIGHTSHIFT_DEAD_LETTER_TOPIC",
                SmallProject.TOPIC,
                "NIGHTSHIFT_GCP_ENDPOINT",
                project.wire.endpoint().toString(),
                "NIGHTSHIFT_GCP_GRPC_ENDPOINT",
                project.run.endpoint().toString(),
                "NIGHTSHIFT_FIRESTORE_ENDPOINT",
                firestore.toString()));
    }

    /** All but the log of counted figures, which is not about a signal. */
    List<Run> runs() {
        return all().stream()
                .filter(run -> !run.key().playbook().equals(MarkLog.FIGURES))
                .toList();
    }

    private List<Run> all() {
        return ledger.runs(Optional.empty(), 100).items();
    }

    Run run() {
        return runs().getFirst();
    }

    List<Entry> story() {
        return ledger.entries(run().id(), Optional.empty(), 200).items();
    }

    /** Everything that the ledger says about all runs. */
    String told() {
        return all().stream()
                .flatMap(run -> ledger.entries(run.id(), Optional.empty(), 200).items().stream())
                .map(Entry::toString)
                .collect(Collectors.joining("\n", all().toString(), ""));
    }

    boolean whole() {
        return Audit.verify(ledger, run().id()).whole();
    }

    @Override
    public void close() {
        ledger.close();
        project.close();
    }
}
