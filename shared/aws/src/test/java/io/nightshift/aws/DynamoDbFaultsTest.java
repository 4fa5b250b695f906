package io.nightshift.aws;

import static io.nightshift.aws.Wire.dynamoError;
import static io.nightshift.aws.Wire.operation;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.nightshift.core.json.Json;
import io.nightshift.core.ledger.Commit;
import io.nightshift.core.ledger.LedgerException;
import io.nightshift.core.ledger.Marker;
import io.nightshift.core.ledger.Turn;
import io.nightshift.sandbox.dynamodb.DynamoDbLocal;
import io.nightshift.sandbox.wire.FastRetries;
import io.nightshift.sandbox.wire.WireReply;
import io.nightshift.sandbox.wire.WireRequest;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/**
 * What DynamoDB does on a bad day and DynamoDB Local never: it throttles, cancels for want of capacity, fails, hangs up
 * before and after the write, leaves keys out. The replies are as the service documents them:
 * https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/Programming.Errors.html
 */
final class DynamoDbFaultsTest {

    private static final Predicate<WireRequest> COMMIT = operation("TransactWriteItems");
    private static final WireReply HANG_UP = new WireReply.HangUp();

    private static final Json.Obj HELD = Json.obj().with("run", "x");

    private final LedgerBench bench = new LedgerBench(FastRetries.POLICY);
    private final DynamoDbLedger ledger = bench.ledger();
    private final Turn turn =
            Runs.after(Runs.fresh("one")).mark("lock/i-0abc", 0, HELD).turn();

    @AfterEach
    void close() {
        bench.close();
    }

    @Test
    void aLostReplyIsRepeatedUnderTheSameTokenAndWritesOnce() {
        bench.server.happensButAnswers(COMMIT, HANG_UP);

        assertThat(ledger.commit(turn)).isEqualTo(new Commit.Done());
        assertThat(tokens()).hasSize(2).containsOnly(tokens().getFirst());
        assertThat(bench.calls()).containsExactly("TransactWriteItems", "TransactWriteItems");
        assertWrittenOnce();
    }

    @Test
    void looksWhetherItWentThroughWhenEveryReplyIsLost() {
        bench.server.happensButAnswers(COMMIT, HANG_UP).script(COMMIT, HANG_UP, HANG_UP);

        assertThat(ledger.commit(turn)).isEqualTo(new Commit.Done());
        assertThat(bench.calls())
                .containsExactly("TransactWriteItems", "TransactWriteItems", "TransactWriteItems", "GetItem");
        assertWrittenOnce();
    }

    @Test
    void looksWhetherItWentThroughWhenTheServiceFails() {
        bench.server
                .happensButAnswers(COMMIT, dynamoError(500, "InternalServerError", "canary-4711"))
                .repeat(2, COMMIT, dynamoError(500, "InternalServerError", "canary-4711"));
        assertThat(ledger.commit(turn)).isEqualTo(new Commit.Done());
    }

    @Test
    void looksWhetherItWentThroughWhenTheServiceStaysSilent() {
        try (var hurried = new LedgerBench(Wire.SHORT)) {
            hurried.server
                    .happensButAnswers(COMMIT, new WireReply.Silence())
                    .repeat(2, COMMIT, new WireReply.Silence());
            assertThat(hurried.ledger().commit(turn)).isEqualTo(new Commit.Done());
        }
    }

    @Test
    void looksAlsoAfterATurnWithoutEntries() {
        ledger.commit(turn);
        var silent = Runs.after(turn.run()).entries().wakeAt(Runs.START).turn();
        bench.server.happensButAnswers(COMMIT, HANG_UP).script(COMMIT, HANG_UP, HANG_UP);

        assertThat(ledger.commit(silent)).isEqualTo(new Commit.Done());
        assertThat(ledger.commit(silent)).isInstanceOf(Commit.Conflict.class);
    }

    @Test
    void looksWhenARepetitionWasThrottledAfterTheWriteWentThrough() {
        bench.server
                .happensButAnswers(COMMIT, HANG_UP)
                .repeat(2, COMMIT, dynamoError(400, "ThrottlingException", "no"));

        assertThat(ledger.commit(turn)).isEqualTo(new Commit.Done());
    }

    @Test
    void whatNeverArrivedIsAConflictAndCanBeCommittedAgain() {
        bench.server.script(COMMIT, HANG_UP, HANG_UP, HANG_UP);

        assertThat(ledger.commit(turn))
                .isEqualTo(new Commit.Conflict("run " + turn.run().id() + " was not written (ConnectionLost)"));
        assertThat(ledger.run(turn.run().id())).isEmpty();
        assertThat(ledger.commit(turn)).isEqualTo(new Commit.Done());
    }

    /** The other's turn is equal to the last letter; only the token tells whose it is. */
    @Test
    void neverTakesTheTurnOfAnotherWorkerForItsOwn() {
        bench.server.script(COMMIT, HANG_UP, HANG_UP, HANG_UP);
        try (var other = Wire.clients(DynamoDbLocal.endpoint(), FastRetries.POLICY)) {
            var theirs = new DynamoDbLedger(
                    DynamoDbLedger.client(other), DynamoDbLedger.Settings.of(bench.table), () -> "theirs");
            assertThat(theirs.commit(turn)).isEqualTo(new Commit.Done());
        }

        assertThat(ledger.commit(turn)).isInstanceOf(Commit.Conflict.class);
    }

    @Test
    void saysThatItDoesNotKnowWhenItCannotLook() {
        bench.server
                .happensButAnswers(COMMIT, HANG_UP)
                .script(COMMIT, HANG_UP, HANG_UP)
                .repeat(3, operation("GetItem"), HANG_UP);

        var refused = catchThrowableOfType(LedgerException.class, () -> ledger.commit(turn));

        assertThat(refused).hasMessageContaining("whether the turn was written");
        assertThat(refused.retryable()).isTrue();
    }

    @Test
    void getsThroughWhenThrottlingEnds() {
        bench.server
                .script(COMMIT, dynamoError(400, "ThrottlingException", "Rate exceeded"))
                .script(COMMIT, dynamoError(400, "ProvisionedThroughputExceededException", "Rate exceeded"));

        assertThat(ledger.commit(turn)).isEqualTo(new Commit.Done());
        assertThat(bench.calls()).hasSize(3);
    }

    @Test
    void throttlingThatDoesNotEndIsRetryableAndWritesNothing() {
        bench.server.repeat(3, COMMIT, dynamoError(400, "ProvisionedThroughputExceededException", "canary-4711"));

        var refused = catchThrowableOfType(LedgerException.class, () -> ledger.commit(turn));

        assertThat(refused)
                .hasMessageContaining("ProvisionedThroughputExceededException")
                .hasMessageNotContaining("canary")
                .hasNoCause();
        assertThat(refused.retryable()).isTrue();
        assertThat(ledger.run(turn.run().id())).isEmpty();
    }

    @Test
    void repeatsATransactionThatWasCancelledForWantOfCapacity() {
        bench.server.script(COMMIT, cancelled("None", "None", "ThrottlingError"));
        assertThat(ledger.commit(turn)).isEqualTo(new Commit.Done());

        var next = Runs.after(turn.run()).turn();
        bench.server.repeat(3, COMMIT, cancelled("None", "ProvisionedThroughputExceeded"));
        var refused = catchThrowableOfType(LedgerException.class, () -> ledger.commit(next));
        assertThat(refused)
                .hasMessage("DynamoDB has no capacity for entry 1 of run %s: ProvisionedThroughputExceeded"
                        .formatted(turn.run().id()));
        assertThat(refused.retryable()).isTrue();
    }

    @Test
    void anotherTransactionOnTheSameItemIsAConflictAtOnce() {
        bench.server.script(COMMIT, cancelled("TransactionConflict", "None", "None"));

        assertThat(ledger.commit(turn))
                .isEqualTo(new Commit.Conflict("run " + turn.run().id() + " is being written by somebody else"));
        assertThat(bench.calls()).containsExactly("TransactWriteItems");
    }

    @Test
    void aFailedConditionDecidesAmongSeveralReasons() {
        bench.server.script(COMMIT, cancelled("TransactionConflict", "ThrottlingError", "ConditionalCheckFailed"));

        assertThat(ledger.commit(turn)).isEqualTo(new Commit.Conflict("mark lock/i-0abc has another version"));
    }

    @Test
    void whatDynamoDbWillNeverTakeIsNotRetryable() {
        bench.server.script(COMMIT, cancelled("ValidationError"));
        assertThat(catchThrowableOfType(LedgerException.class, () -> ledger.commit(turn))
                        .retryable())
                .isFalse();

        bench.server.script(COMMIT, dynamoError(400, "ResourceNotFoundException", "Requested resource not found"));
        assertThat(catchThrowableOfType(LedgerException.class, () -> ledger.commit(turn)))
                .hasMessageContaining("ResourceNotFoundException")
                .hasMessageContaining(bench.table);
    }

    @Test
    void asksAgainForKeysThatWereLeftOut() {
        ledger.commit(turn);
        bench.server.repeat(2, operation("BatchGetItem"), unprocessed());

        assertThat(ledger.markers(Set.of("lock/i-0abc")))
                .containsEntry("lock/i-0abc", new Marker("lock/i-0abc", 1, HELD));

        bench.server.repeat(8, operation("BatchGetItem"), unprocessed());
        var refused = catchThrowableOfType(LedgerException.class, () -> ledger.markers(Set.of("lock/i-0abc")));
        assertThat(refused.retryable()).isTrue();
    }

    @Test
    void readsThatFailAreRetryableWhereTheServiceMayRecover() {
        bench.server.repeat(3, operation("Query"), dynamoError(500, "InternalServerError", "no"));
        assertThat(catchThrowableOfType(LedgerException.class, () -> ledger.due(Runs.START, Optional.empty(), 5))
                        .retryable())
                .isTrue();

        bench.server.script(operation("GetItem"), dynamoError(400, "AccessDeniedException", "no"));
        assertThat(catchThrowableOfType(
                                LedgerException.class,
                                () -> ledger.run(turn.run().id()))
                        .retryable())
                .isFalse();
    }

    /** A reply whose end is missing is read again. */
    @Test
    void readsAgainWhenTheAnswerWasCut() {
        ledger.commit(turn);
        bench.server.script(
                operation("GetItem"), new WireReply.Cut(Wire.dynamo(Json.obj().with("Item", Json.obj())), 9));

        assertThat(ledger.run(turn.run().id())).contains(turn.run());
    }

    private void assertWrittenOnce() {
        assertThat(ledger.run(turn.run().id())).contains(turn.run());
        assertThat(ledger.entries(turn.run().id(), Optional.empty(), 9).items()).isEqualTo(turn.entries());
        assertThat(ledger.markers(Set.of("lock/i-0abc")))
                .containsEntry("lock/i-0abc", new Marker("lock/i-0abc", 1, HELD));
    }

    private List<String> tokens() {
        return bench.server.requests(COMMIT).stream()
                .map(request -> request.field("ClientRequestToken"))
                .toList();
    }

    private WireReply unprocessed() {
        var keys = Json.obj()
                .with(
                        "Keys",
                        Json.arr(Json.obj()
                                .with("pk", Json.obj().with("S", "mark#lock/i-0abc"))
                                .with("sk", Json.obj().with("S", "mark"))))
                .with("ConsistentRead", true);
        return Wire.dynamo(Json.obj()
                .with("Responses", Json.obj().with(bench.table, Json.arr()))
                .with("UnprocessedKeys", Json.obj().with(bench.table, keys)));
    }

    private static WireReply cancelled(String... codes) {
        var reasons =
                Arrays.stream(codes).map(code -> Json.obj().with("Code", code)).toList();
        return WireReply.reply(
                400,
                "application/x-amz-json-1.0",
                Json.obj()
                        .with("__type", "com.amazonaws.dynamodb.v20120810#TransactionCanceledException")
                        .with(
                                "Message",
                                "Transaction cancelled, please refer cancellation reasons for specific reasons "
                                        + Arrays.toString(codes))
                        .with("CancellationReasons", Json.arr(reasons))
                        .text());
    }
}
