package io.nightshift.gcp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.google.auth.Credentials;
import io.grpc.Status;
import io.nightshift.core.act.RetryPolicy;
import io.nightshift.core.json.Json;
import io.nightshift.core.ledger.Commit;
import io.nightshift.core.ledger.LedgerException;
import io.nightshift.core.ledger.Marker;
import io.nightshift.core.ledger.Turn;
import io.nightshift.gcp.FirestoreLedger.Settings;
import io.nightshift.sandbox.contract.NextTurn;
import io.nightshift.sandbox.wire.FastRetries;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * What Firestore does on a bad day and its emulator never: contention, throttling, failures, silence, before and after the
 * commit happened. The codes are as the service documents them:
 * https://cloud.google.com/firestore/docs/understand-error-codes
 */
final class FirestoreFaultsTest {

    private static final GrpcFault UNAVAILABLE = GrpcFault.refused(Status.Code.UNAVAILABLE);
    private static final GrpcFault LOST = GrpcFault.lost(Status.Code.UNAVAILABLE);
    private static final String LOOK = "BatchGetDocuments";

    /** Only for a call that is meant to time out; long enough that no other does on a busy machine. */
    private static final RetryPolicy HASTY = new RetryPolicy(
            1, Duration.ofMillis(1500), Duration.ofSeconds(2), Duration.ofMillis(2), Duration.ofMillis(10));

    private static final Json.Obj HELD = Json.obj().with("run", "x");

    private final FirestoreBench bench = new FirestoreBench();
    private final FirestoreLedger ledger = bench.ledger();
    private final Turn turn =
            NextTurn.first("one").entries(2).mark("lock/x", 0, HELD).turn();

    @AfterEach
    void close() {
        bench.close();
    }

    @ParameterizedTest
    @EnumSource(
            value = Status.Code.class,
            names = {"UNAVAILABLE", "DEADLINE_EXCEEDED"})
    void aCommitWhoseAnswerIsLostIsSentAgainRefusedAndFoundWritten(Status.Code code) {
        bench.server.fail("Commit", GrpcFault.lost(code));

        assertThat(ledger.commit(turn)).isEqualTo(new Commit.Done());
        assertThat(bench.server.methods()).containsExactly("Commit", "Commit", LOOK);
        assertWrittenOnce();
    }

    @ParameterizedTest
    @EnumSource(
            value = Status.Code.class,
            names = {"UNAVAILABLE", "DEADLINE_EXCEEDED", "INTERNAL", "UNKNOWN", "CANCELLED"})
    void looksWhetherItWentThroughWhenEveryAnswerIsLost(Status.Code code) {
        bench.server.fail("Commit", GrpcFault.lost(code), GrpcFault.lost(code), GrpcFault.lost(code));

        assertThat(ledger.commit(turn)).isEqualTo(new Commit.Done());
        assertThat(bench.server.methods()).endsWith("Commit", LOOK);
        assertWrittenOnce();
    }

    @Test
    void looksWhetherItWentThroughWhenTheServiceStaysSilent() {
        var hasty = bench.ledger(FirestoreBench.SETTINGS, HASTY);
        hasty.run(turn.run().id());
        bench.server.fail("Commit", new GrpcFault.Silence());
        bench.server.calls();

        assertThat(hasty.commit(turn)).isEqualTo(new Commit.Done());
        assertThat(bench.server.methods()).containsExactly("Commit", LOOK);
        assertWrittenOnce();
    }

    @Test
    void looksWhenARepetitionWasThrottledAfterTheCommitWentThrough() {
        var throttled = GrpcFault.refused(Status.Code.RESOURCE_EXHAUSTED);
        bench.server.fail("Commit", LOST, throttled, throttled);

        assertThat(ledger.commit(turn)).isEqualTo(new Commit.Done());
        assertWrittenOnce();
    }

    @Test
    void looksWhenARepetitionMetContentionAfterTheCommitWentThrough() {
        bench.server.fail("Commit", LOST, GrpcFault.refused(Status.Code.ABORTED));

        assertThat(ledger.commit(turn)).isEqualTo(new Commit.Done());
    }

    @Test
    void looksAlsoAfterATurnWithoutEntries() {
        ledger.commit(turn);
        var bare = NextTurn.after(turn.run()).wakeAt("w", NextTurn.START).turn();
        bench.server.fail("Commit", LOST, LOST, LOST);

        assertThat(ledger.commit(bare)).isEqualTo(new Commit.Done());
        assertThat(ledger.commit(bare)).isInstanceOf(Commit.Conflict.class);
    }

    /** What a turn that went through unnoticed wrote is known as what it is for the next one. */
    @Test
    void goesOnFromATurnWhoseAnswersWereLost() {
        bench.server.fail("Commit", LOST, LOST, LOST);
        ledger.commit(turn);
        bench.server.calls();

        assertThat(ledger.commit(NextTurn.after(turn.run())
                        .entries(1)
                        .mark("lock/x", 1, HELD)
                        .turn()))
                .isEqualTo(new Commit.Done());
        assertThat(bench.server.methods()).containsExactly("Commit");
    }

    @ParameterizedTest
    @EnumSource(
            value = Status.Code.class,
            names = {"UNAVAILABLE", "DEADLINE_EXCEEDED", "INTERNAL"})
    void whatNeverArrivedIsAConflictAndCanBeCommittedAgain(Status.Code code) {
        var fault = GrpcFault.refused(code);
        bench.server.fail("Commit", code == Status.Code.INTERNAL ? List.of(fault) : List.of(fault, fault, fault));

        assertThat(ledger.commit(turn))
                .isEqualTo(new Commit.Conflict("turn 1 of run %s was not written (%s)"
                        .formatted(turn.run().id(), code)));
        assertThat(ledger.run(turn.run().id())).isEmpty();
        assertThat(ledger.commit(turn)).isEqualTo(new Commit.Done());
    }

    /** Nobody waits for it, and then it comes through: the next turn for the run is refused, nothing is written twice. */
    @Test
    void aCommitThatComesThroughAfterTheLookRefusesTheNext() {
        bench.server.fail("Commit", UNAVAILABLE, UNAVAILABLE, UNAVAILABLE);
        assertThat(ledger.commit(turn)).isInstanceOf(Commit.Conflict.class);
        bench.ledger().commit(turn);

        assertThat(ledger.commit(NextTurn.first("one").state(HELD).entries(1).turn()))
                .isEqualTo(new Commit.Conflict("run " + turn.run().id() + " has version 1, not 0"));
        assertWrittenOnce();
    }

    @Test
    void contentionIsAConflictAtOnce() {
        bench.server.fail("Commit", GrpcFault.refused(Status.Code.ABORTED));

        assertThat(ledger.commit(turn))
                .isEqualTo(new Commit.Conflict("turn 1 of run " + turn.run().id() + " was not written (ABORTED)"));
        assertThat(bench.server.methods()).containsExactly("Commit", LOOK);
    }

    /** The other's turn is equal to the last letter; only the token tells whose it is. */
    @Test
    void neverTakesTheTurnOfAnotherWorkerForItsOwn() {
        bench.ledger().commit(turn);
        bench.server.fail("Commit", UNAVAILABLE, UNAVAILABLE, UNAVAILABLE);

        assertThat(ledger.commit(turn))
                .isEqualTo(new Commit.Conflict("run " + turn.run().id() + " has version 1, not 0"));
    }

    @Test
    void saysThatItDoesNotKnowWhenItCannotLook() {
        bench.server.fail("Commit", LOST, LOST, LOST);
        bench.server.fail(LOOK, UNAVAILABLE, UNAVAILABLE, UNAVAILABLE);

        var refused = catchThrowableOfType(LedgerException.class, () -> ledger.commit(turn));

        assertThat(refused)
                .hasMessageStartingWith("whether turn 1 of run " + turn.run().id()
                        + " was written (UNAVAILABLE) could not be read in projects/p-1")
                .hasMessageNotContaining("canary")
                .hasNoCause();
        assertThat(refused.retryable()).isTrue();
    }

    @Test
    void getsThroughWhenThrottlingEnds() {
        bench.server.fail(
                "Commit",
                GrpcFault.refused(Status.Code.RESOURCE_EXHAUSTED),
                GrpcFault.refused(Status.Code.UNAVAILABLE));

        assertThat(ledger.commit(turn)).isEqualTo(new Commit.Done());
        assertThat(bench.server.methods()).containsExactly("Commit", "Commit", "Commit");
    }

    @Test
    void throttlingThatDoesNotEndIsRetryableAndWritesNothing() {
        var throttled = GrpcFault.refused(Status.Code.RESOURCE_EXHAUSTED);
        bench.server.fail("Commit", throttled, throttled, throttled);

        var refused = catchThrowableOfType(LedgerException.class, () -> ledger.commit(turn));

        assertThat(refused)
                .hasMessage(
                        "turn 1 of run %s was not written in projects/p-1/databases/(default): Google Cloud answered RESOURCE_EXHAUSTED"
                                .formatted(turn.run().id()))
                .hasNoCause();
        assertThat(refused.retryable()).isTrue();
        assertThat(ledger.run(turn.run().id())).isEmpty();
    }

    @ParameterizedTest
    @EnumSource(
            value = Status.Code.class,
            names = {"PERMISSION_DENIED", "UNAUTHENTICATED", "INVALID_ARGUMENT", "UNIMPLEMENTED"})
    void whatFirestoreWillNeverTakeIsNotRetryable(Status.Code code) {
        bench.server.fail("Commit", GrpcFault.refused(code));

        var refused = catchThrowableOfType(LedgerException.class, () -> ledger.commit(turn));

        assertThat(refused)
                .hasMessageContaining("Google Cloud answered " + code)
                .hasMessageNotContaining("canary")
                .hasNoCause();
        assertThat(refused.retryable()).isFalse();
    }

    @Test
    void aDatabaseThatIsNotThereIsNamed() {
        var nowhere = bench.ledger(new Settings("p-1", "other", "nightshift-", Optional.empty()), FastRetries.POLICY);

        for (var refused : List.of(
                catchThrowableOfType(LedgerException.class, () -> nowhere.commit(turn)),
                catchThrowableOfType(LedgerException.class, () -> nowhere.runs(Optional.empty(), 5)))) {
            assertThat(refused)
                    .hasMessageContaining("projects/p-1/databases/other: Google Cloud answered NOT_FOUND")
                    .hasMessageNotContaining("canary");
            assertThat(refused.retryable()).isFalse();
        }
    }

    @Test
    void readsGetThroughWhenTheTroubleEndsAndAreRetryableWhenItDoesNot() {
        ledger.commit(turn);
        bench.server.fail("RunQuery", UNAVAILABLE, GrpcFault.refused(Status.Code.DEADLINE_EXCEEDED));
        assertThat(ledger.runs(Optional.empty(), 5).items()).containsExactly(turn.run());

        bench.server.fail("RunQuery", UNAVAILABLE, UNAVAILABLE, UNAVAILABLE);
        var refused =
                catchThrowableOfType(LedgerException.class, () -> ledger.due(NextTurn.START, Optional.empty(), 5));
        assertThat(refused).hasMessageContaining("due runs could not be read").hasMessageNotContaining("canary");
        assertThat(refused.retryable()).isTrue();

        bench.server.fail("RunQuery", GrpcFault.refused(Status.Code.PERMISSION_DENIED));
        assertThat(catchThrowableOfType(
                                LedgerException.class,
                                () -> ledger.entries(turn.run().id(), Optional.empty(), 5))
                        .retryable())
                .isFalse();
    }

    /** Half a list is never given out as a whole one. */
    @Test
    void anAnswerThatBreaksOffIsReadAgain() {
        ledger.commit(turn);
        var cut = new GrpcFault.Cut(1, Status.UNAVAILABLE);
        bench.server.fail("RunQuery", cut);

        assertThat(ledger.entries(turn.run().id(), Optional.empty(), 5).items()).isEqualTo(turn.entries());

        bench.server.fail(LOOK, cut);
        assertThat(ledger.markers(Set.of("lock/x", "lock/y")))
                .containsEntry("lock/x", new Marker("lock/x", 1, HELD))
                .containsEntry("lock/y", Marker.absent("lock/y"));

        bench.server.fail("RunQuery", cut, cut, cut);
        assertThat(catchThrowableOfType(
                                LedgerException.class,
                                () -> ledger.entries(turn.run().id(), Optional.empty(), 5))
                        .retryable())
                .isTrue();
    }

    @Test
    void aMachineThatDoesNotAnswerIsRetryable() {
        bench.server.close();

        for (var refused : List.of(
                catchThrowableOfType(LedgerException.class, () -> ledger.commit(turn)),
                catchThrowableOfType(
                        LedgerException.class, () -> ledger.run(turn.run().id())))) {
            assertThat(refused)
                    .hasMessageContaining("no connection to Google Cloud could be opened")
                    .hasNoCause();
            assertThat(refused.retryable()).isTrue();
        }
    }

    /** A document that Firestore counts larger than we do: its refusal is told, and not what was in it. */
    @Test
    void aDocumentThatFirestoreFindsTooLargeIsNotRetryable() {
        bench.server.fail(
                "Commit",
                new GrpcFault.Refused(Status.INVALID_ARGUMENT.withDescription(
                        "The value of property \"body\" is longer than 1048487 bytes. canary-4711")));

        var refused = catchThrowableOfType(LedgerException.class, () -> ledger.commit(turn));

        assertThat(refused).hasMessageContaining("INVALID_ARGUMENT").hasMessageNotContaining("canary");
        assertThat(refused.retryable()).isFalse();
    }

    @Test
    void theTokenIsSentAndNeverTold() {
        var clients = FirestoreBench.clients(bench.server.endpoint(), FastRetries.POLICY, Optional.of(new Badge()));
        try (var badged = FirestoreLedger.open(clients, FirestoreBench.SETTINGS, FirestoreBench.tokens())) {
            badged.commit(turn);
            assertThat(bench.server.calls())
                    .allSatisfy(call -> assertThat(call.header("authorization")).isEqualTo("Bearer canary-token-4711"));

            bench.server.fail(
                    LOOK,
                    new GrpcFault.Refused(Status.UNAUTHENTICATED.withDescription("Bearer canary-token-4711 is over")));
            var refused = catchThrowableOfType(
                    LedgerException.class, () -> badged.run(turn.run().id()));
            assertThat(refused).hasStackTraceContaining("UNAUTHENTICATED").hasNoCause();
            assertThat(refused.toString() + refused.getMessage()).doesNotContain("canary");
            assertThat(clients.toString()).doesNotContain("canary");
        }
    }

    /** Credentials as a client asks them for before each call. */
    private static final class Badge extends Credentials {
        private static final long serialVersionUID = 1L;

        @Override
        public String getAuthenticationType() {
            return "OAuth2";
        }

        @Override
        public Map<String, List<String>> getRequestMetadata(URI uri) {
            return Map.of("Authorization", List.of("Bearer canary-token-4711"));
        }

        @Override
        public boolean hasRequestMetadata() {
            return true;
        }

        @Override
        public boolean hasRequestMetadataOnly() {
            return true;
        }

        @Override
        public void refresh() {}

        @Override
        public String toString() {
            return "canary-token-4711";
        }
    }

    /** Two threads of one process share what it has seen; neither takes the other's version for its own. */
    @Test
    void threadsOfOneProcessDoNotWriteOverEachOther() throws Exception {
        ledger.commit(turn);
        try (var threads = Executors.newFixedThreadPool(2)) {
            for (int round = 0; round < 20; round++) {
                var run = ledger.run(turn.run().id()).orElseThrow();
                var commits = List.<Future<Commit>>of(
                        threads.submit(() -> ledger.commit(
                                NextTurn.after(run).entries(1).state(HELD).turn())),
                        threads.submit(() ->
                                ledger.commit(NextTurn.after(run).entries(2).turn())));
                assertThat(List.of(commits.get(0).get(), commits.get(1).get()))
                        .filteredOn(new Commit.Done()::equals)
                        .hasSize(1);
            }
        }
    }

    private void assertWrittenOnce() {
        var other = bench.ledger();
        assertThat(other.run(turn.run().id())).contains(turn.run());
        assertThat(other.entries(turn.run().id(), Optional.empty(), 9).items()).isEqualTo(turn.entries());
        assertThat(other.markers(Set.of("lock/x"))).containsEntry("lock/x", new Marker("lock/x", 1, HELD));
    }
}
