package io.nightshift.gcp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.google.firestore.v1.BatchGetDocumentsRequest;
import com.google.firestore.v1.Document;
import com.google.firestore.v1.Precondition;
import com.google.firestore.v1.Value;
import com.google.firestore.v1.Write;
import io.nightshift.core.json.Json;
import io.nightshift.core.ledger.Commit;
import io.nightshift.core.ledger.LedgerException;
import io.nightshift.core.ledger.Marker;
import io.nightshift.core.ledger.SortableTime;
import io.nightshift.core.ledger.Turn;
import io.nightshift.core.run.Outcome;
import io.nightshift.core.run.RunId;
import io.nightshift.gcp.FirestoreLedger.Settings;
import io.nightshift.sandbox.contract.NextTurn;
import io.nightshift.sandbox.wire.FastRetries;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The ledger's own form and limits. What all ledgers share is in the contract suite. */
final class FirestoreLedgerTest {

    private static final Json.Obj HELD = Json.obj().with("run", "x");

    private final FirestoreBench bench = new FirestoreBench();
    private final FirestoreLedger ledger = bench.ledger();
    private final String root = FirestoreBench.SETTINGS.databaseName() + "/documents/";

    @AfterEach
    void close() {
        bench.close();
    }

    @Test
    void aTurnIsOneCallWhereThisProcessReadWhatItStandsOn() {
        var first = NextTurn.first("one").entries(2).mark("lock/x", 0, HELD).turn();
        ledger.commit(first);
        assertThat(bench.server.methods()).containsExactly("Commit");

        assertThat(ledger.commit(NextTurn.after(first.run())
                        .entries(1)
                        .mark("lock/x", 1, HELD)
                        .turn()))
                .isEqualTo(new Commit.Done());
        assertThat(bench.server.methods()).containsExactly("Commit");

        var another = bench.ledger();
        var run = another.run(first.run().id()).orElseThrow();
        another.markers(Set.of("lock/x"));
        bench.server.calls();
        assertThat(another.commit(
                        NextTurn.after(run).entries(1).mark("lock/x", 2, HELD).turn()))
                .isEqualTo(new Commit.Done());
        assertThat(bench.server.methods()).containsExactly("Commit");
    }

    @Test
    void aTurnIsTwoCallsWhereItIsNotKnownWhenWhatItStandsOnWasWritten() {
        var first = NextTurn.first("one").entries(1).turn();
        ledger.commit(first);
        bench.server.calls();

        assertThat(bench.ledger().commit(NextTurn.after(first.run()).entries(1).turn()))
                .isEqualTo(new Commit.Done());
        assertThat(bench.server.methods()).containsExactly("BatchGetDocuments", "Commit");
    }

    @Test
    void everyCallSaysWhichDatabaseItIsFor() {
        ledger.commit(NextTurn.first("one").entries(1).turn());
        ledger.run(new RunId("one"));
        ledger.runs(Optional.empty(), 5);

        assertThat(bench.server.calls())
                .hasSize(3)
                .allSatisfy(call -> assertThat(call.header("google-cloud-resource-prefix"))
                        .isEqualTo("projects/p-1/databases/(default)"))
                .allSatisfy(call -> assertThat(call.header("x-goog-request-params"))
                        .contains("projects%2Fp-1%2Fdatabases%2F%28default%29"));
    }

    @Test
    void conflictsNameWhatWasWrittenInBetween() {
        var first = NextTurn.first("one").entries(1).mark("lock/x", 0, HELD).turn();
        ledger.commit(first);

        assertThat(ledger.commit(first))
                .isEqualTo(new Commit.Conflict("run " + first.run().id() + " has version 1, not 0"));
        assertThat(ledger.commit(
                        NextTurn.first("two").entries(1).mark("lock/x", 0, HELD).turn()))
                .isEqualTo(new Commit.Conflict("mark lock/x has version 1, not 0"));
        bench.server.calls();
        assertThat(ledger.commit(
                        NextTurn.first("two").entries(1).mark("lock/x", 7, HELD).turn()))
                .isEqualTo(new Commit.Conflict("mark lock/x has version 1, not 7"));
        assertThat(bench.server.methods()).containsExactly("BatchGetDocuments");
    }

    @Test
    void anEntryIsNeverWrittenOver() {
        var first = NextTurn.first("one").entries(1).turn();
        ledger.commit(first);
        var forged = NextTurn.after(first.run()).entries(1).turn();

        assertThat(ledger.commit(new Turn(forged.run(), 1, first.entries(), List.of())))
                .isEqualTo(new Commit.Conflict("entry 0 of run " + first.run().id() + " is there already"));
    }

    /** A mark that was deleted and made anew has the version that was read, and is another all the same. */
    @Test
    void aMarkThatWasMadeAnewIsNotTheOneThatWasRead() {
        ledger.commit(NextTurn.first("one").entries(1).mark("lock/x", 0, HELD).turn());
        put(Map.of("version", integer(1), "body", text("{}"), "other", text("x")), "nightshift-marks/lock%2Fx");

        var late = NextTurn.first("two").entries(1).mark("lock/x", 1, HELD).turn();

        assertThat(ledger.commit(late))
                .isEqualTo(new Commit.Conflict(
                        "turn 1 of run " + late.run().id() + " was not written (FAILED_PRECONDITION)"));
        assertThat(ledger.commit(late)).isEqualTo(new Commit.Done());
    }

    @Test
    void storesWhatItSays() {
        var turn = NextTurn.first("one")
                .entries(1)
                .wakeAt("w", NextTurn.START)
                .mark("lock/x.y_z", 0, HELD)
                .turn();
        ledger.commit(turn);
        var run = "nightshift-runs/" + turn.run().id();
        var at = SortableTime.of(NextTurn.START) + "#" + turn.run().id();

        assertThat(read(run).orElseThrow().getFieldsMap())
                .containsOnlyKeys("version", "body", "started", "due")
                .containsEntry("version", integer(1))
                .containsEntry("started", text(at))
                .containsEntry("due", text(at));
        assertThat(read(run + "/nightshift-entries/000000000000").orElseThrow().getFieldsMap())
                .containsOnlyKeys("body", "turn")
                .containsEntry("body", text(turn.entries().getFirst().toJson().text()))
                .containsEntry("turn", text("turn-1"));
        assertThat(read("nightshift-marks/lock%2Fx%2Ey%5Fz").orElseThrow().getFieldsMap())
                .containsOnlyKeys("version", "body", "expires")
                .containsEntry("body", text("{\"run\":\"x\"}"));
    }

    @Test
    void aTurnWithoutEntriesLeavesATraceThatGoes() {
        var first = NextTurn.first("one").entries(1).turn();
        ledger.commit(first);
        var bare = NextTurn.after(first.run()).turn();
        ledger.commit(bare);

        var trace = read("nightshift-runs/" + bare.run().id() + "/nightshift-turns/000000000002")
                .orElseThrow();
        assertThat(trace.getFieldsMap()).containsOnlyKeys("turn", "expires").containsEntry("turn", text("turn-2"));
        assertThat(expires(trace))
                .isEqualTo(bare.run().changedAt().plus(Duration.ofDays(1)).plusSeconds(1));
    }

    @Test
    void ledgersWithOtherPrefixesShareADatabase() {
        var other = bench.ledger(new Settings("p-1", "(default)", "staging-", Optional.empty()), FastRetries.POLICY);
        var turn = NextTurn.first("one").entries(1).mark("lock/x", 0, HELD).turn();

        assertThat(ledger.commit(turn)).isEqualTo(new Commit.Done());
        assertThat(other.commit(turn)).isEqualTo(new Commit.Done());
        assertThat(other.runs(Optional.empty(), 5).items()).containsExactly(turn.run());
        assertThat(read("staging-marks/lock%2Fx")).isPresent();
    }

    @Test
    void refusesARunThatDoesNotFitBeforeSending() {
        var turn = NextTurn.first("one")
                .state(Json.obj().with("canary-4711", "ä".repeat(525_000)))
                .entries(1)
                .turn();

        var refused = catchThrowableOfType(LedgerException.class, () -> ledger.commit(turn));

        assertThat(refused)
                .hasMessageContaining("run " + turn.run().id() + " would take 105")
                .hasMessageContaining("at most 1048576")
                .hasMessageContaining("state: 525")
                .hasMessageNotContaining("canary");
        assertThat(refused.retryable()).isFalse();
        assertThat(bench.server.methods()).isEmpty();
    }

    /** Our count and the stand-in's agree to the byte. */
    @Test
    void storesARunThatJustFitsAndNoneThatDoesNot() {
        var documents = new FirestoreDocuments(FirestoreBench.SETTINGS);
        int room = 1024 * 1024 - documents.bytes(documents.of(withLog(0).run()));

        assertThat(ledger.commit(withLog(room))).isEqualTo(new Commit.Done());
        assertThat(ledger.run(withLog(0).run().id())).contains(withLog(room).run());
        assertThat(size(read("nightshift-runs/" + withLog(0).run().id()).orElseThrow()))
                .isEqualTo(1024 * 1024);
        assertThat(catchThrowableOfType(LedgerException.class, () -> ledger.commit(withLog(room + 1))))
                .hasMessageContaining("would take 1048577 bytes");
    }

    private static Turn withLog(int length) {
        return NextTurn.first("one")
                .state(Json.obj().with("log", "x".repeat(length)))
                .entries(1)
                .turn();
    }

    /** As the quota page counts: the collection, the id, the fields. */
    private int size(Document document) {
        var name = document.getName().substring(root.length());
        int size = 16 + 32 + name.length() + 1;
        for (var field : document.getFieldsMap().entrySet()) {
            boolean text = field.getValue().hasStringValue();
            size += field.getKey().length() + 1;
            size += text ? field.getValue().getStringValue().length() + 1 : 8;
        }
        return size;
    }

    @Test
    void refusesATurnThatIsTooLargeForOneCall() {
        var turn = NextTurn.first("one");
        for (int i = 0; i < 60; i++) {
            turn.entry("observed", Json.obj().with("log", "x".repeat(200_000)));
        }

        var refused = catchThrowableOfType(LedgerException.class, () -> ledger.commit(turn.turn()));

        assertThat(refused).hasMessageContaining("Firestore takes 10485760 at once");
        assertThat(refused.retryable()).isFalse();
        assertThat(bench.server.methods()).isEmpty();
    }

    @Test
    void readsManyMarksInOneCall() {
        var keys = new LinkedHashSet<String>();
        for (int i = 0; i < 250; i++) {
            keys.add("cool-down/i-" + i);
        }
        ledger.commit(
                NextTurn.first("one").entries(1).mark("cool-down/i-7", 0, HELD).turn());
        bench.server.calls();

        var found = ledger.markers(keys);

        assertThat(bench.server.methods()).containsExactly("BatchGetDocuments");
        assertThat(found.keySet()).containsExactlyElementsOf(keys);
        assertThat(found).containsEntry("cool-down/i-7", new Marker("cool-down/i-7", 1, HELD));
        assertThat(found.values().stream().filter(marker -> marker.version() == 0))
                .hasSize(249);
    }

    @Test
    void refusesAPositionThatNoPageGave() {
        var id = NextTurn.first("one").turn().run().id();
        Stream.of("canary-4711", "-1", "")
                .forEach(position -> assertThat(catchThrowableOfType(
                                LedgerException.class, () -> ledger.entries(id, Optional.of(position), 5)))
                        .hasMessageContaining("no position")
                        .hasMessageNotContaining("canary"));
        // A position that is later than the time asked for has nothing behind it.
        assertThat(ledger.due(NextTurn.START, Optional.of(SortableTime.of(Instant.MAX) + "#x"), 5)
                        .items())
                .isEmpty();
    }

    @Test
    void aRunThatWaitsForNothingIsNotInTheIndex() {
        var waiting =
                NextTurn.first("one").entries(1).wakeAt("w", NextTurn.START).turn();
        ledger.commit(waiting);
        ledger.commit(NextTurn.after(waiting.run())
                .entries(1)
                .finished(Outcome.RESOLVED, "well")
                .turn());

        assertThat(read("nightshift-runs/" + waiting.run().id()).orElseThrow().getFieldsMap())
                .doesNotContainKey("due");
        assertThat(ledger.due(Instant.MAX, Optional.empty(), 5).items()).isEmpty();
    }

    @Test
    void givesWhatMayGoATimeToLive() {
        var keeping = bench.ledger(Duration.ofDays(30));
        var first = NextTurn.first("one").entries(1).mark("lock/x", 0, HELD).turn();
        keeping.commit(first);
        var run = "nightshift-runs/" + first.run().id();
        assertThat(read(run).orElseThrow().getFieldsMap()).doesNotContainKey("expires");
        assertThat(expires(read("nightshift-marks/lock%2Fx").orElseThrow()))
                .isEqualTo(NextTurn.START.plusSeconds(3601));
        assertThat(expires(read(run + "/nightshift-entries/000000000000").orElseThrow()))
                .isEqualTo(NextTurn.START.plus(Duration.ofDays(90)).plusSeconds(1));

        var last = NextTurn.after(first.run())
                .entries(1)
                .finished(Outcome.RESOLVED, "well")
                .turn();
        keeping.commit(last);
        assertThat(expires(read(run).orElseThrow()))
                .isEqualTo(last.run().changedAt().plus(Duration.ofDays(30)).plusSeconds(1));
    }

    @Test
    void keepsRunsForGoodWithoutARetention() {
        var turn = NextTurn.first("one")
                .entries(1)
                .finished(Outcome.RESOLVED, "well")
                .turn();
        ledger.commit(turn);

        var run = "nightshift-runs/" + turn.run().id();
        assertThat(read(run).orElseThrow().getFieldsMap()).doesNotContainKey("expires");
        assertThat(read(run + "/nightshift-entries/000000000000").orElseThrow().getFieldsMap())
                .doesNotContainKey("expires");
    }

    @Test
    void saysThatNoLedgerWroteThis() {
        put(Map.of("body", text("{\"id\":\"canary-4711\"}")), "nightshift-runs/remediation-1");
        put(Map.of("version", integer(1)), "nightshift-marks/lock");

        var run = catchThrowableOfType(LedgerException.class, () -> ledger.run(new RunId("remediation-1")));
        assertThat(run)
                .hasMessageContaining("a run in the ledger cannot be read: $.")
                .hasMessageNotContaining("canary");
        assertThat(run.retryable()).isFalse();
        assertThat(catchThrowableOfType(LedgerException.class, () -> ledger.markers(Set.of("lock"))))
                .hasMessageContaining("a mark in the ledger cannot be read");
    }

    private Optional<Document> read(String path) {
        var request = BatchGetDocumentsRequest.newBuilder()
                .setDatabase(FirestoreBench.SETTINGS.databaseName())
                .addDocuments(root + path);
        try (var client = bench.client()) {
            var answer = client.batchGetDocumentsCallable()
                    .call(request.build())
                    .iterator()
                    .next();
            return answer.hasFound() ? Optional.of(answer.getFound()) : Optional.empty();
        }
    }

    /** What somebody else writes, over what is there or not. */
    private void put(Map<String, Value> fields, String path) {
        var before = read(path);
        var condition = Precondition.newBuilder();
        before.ifPresentOrElse(
                document -> condition.setUpdateTime(document.getUpdateTime()), () -> condition.setExists(false));
        var write = Write.newBuilder()
                .setUpdate(Document.newBuilder().setName(root + path).putAllFields(fields))
                .setCurrentDocument(condition)
                .build();
        try (var client = bench.client()) {
            client.commit(FirestoreBench.SETTINGS.databaseName(), List.of(write));
        }
    }

    private static Instant expires(Document document) {
        var time = document.getFieldsOrThrow("expires").getTimestampValue();
        return Instant.ofEpochSecond(time.getSeconds(), time.getNanos());
    }

    private static Value text(String text) {
        return Value.newBuilder().setStringValue(text).build();
    }

    private static Value integer(long number) {
        return Value.newBuilder().setIntegerValue(number).build();
    }
}
