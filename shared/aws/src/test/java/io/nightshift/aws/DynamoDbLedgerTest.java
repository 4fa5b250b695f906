package io.nightshift.aws;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.nightshift.core.json.Json;
import io.nightshift.core.ledger.Audit;
import io.nightshift.core.ledger.Commit;
import io.nightshift.core.ledger.Entry;
import io.nightshift.core.ledger.LedgerException;
import io.nightshift.core.ledger.Marker;
import io.nightshift.core.ledger.Page;
import io.nightshift.core.ledger.SortableTime;
import io.nightshift.core.ledger.Turn;
import io.nightshift.core.run.Run;
import io.nightshift.core.run.RunId;
import io.nightshift.sandbox.wire.FastRetries;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.TimeToLiveStatus;

/** The ledger's own form and limits, on DynamoDB Local over HTTP. What all ledgers share is in the contract suite. */
final class DynamoDbLedgerTest {

    private final LedgerBench bench = new LedgerBench(FastRetries.POLICY);
    private final DynamoDbLedger ledger = bench.ledger();

    @AfterEach
    void close() {
        bench.close();
    }

    @Test
    void aTurnIsOneCallAndReadsSeeIt() {
        var turn = Runs.after(Runs.fresh("one"))
                .state(Json.obj().with("phase", "look"))
                .entries("arrived", "judged")
                .mark("lock/i-0abc", 0, Json.obj().with("run", "x"))
                .turn();

        assertThat(ledger.commit(turn)).isEqualTo(new Commit.Done());
        assertThat(bench.calls()).containsExactly("TransactWriteItems");

        assertThat(ledger.run(turn.run().id())).contains(turn.run());
        assertThat(ledger.markers(Set.of("lock/i-0abc")))
                .containsEntry(
                        "lock/i-0abc", new Marker("lock/i-0abc", 1, Json.obj().with("run", "x")));
        assertThat(ledger.entries(turn.run().id(), Optional.empty(), 10).items())
                .isEqualTo(turn.entries());
        assertThat(bench.server.requests())
                .extracting(request -> request.text().contains("\"ConsistentRead\":true"))
                .containsExactly(true, true, true);
        assertThat(bench.calls()).containsExactly("GetItem", "BatchGetItem", "Query");
    }

    @Test
    void conflictsNameWhatWasWrittenInBetween() {
        var first =
                Runs.after(Runs.fresh("one")).mark("lock/i-0abc", 0, Json.obj()).turn();
        ledger.commit(first);

        assertThat(ledger.commit(first))
                .isEqualTo(new Commit.Conflict("run " + first.run().id() + " has another version"));
        var late =
                Runs.after(Runs.fresh("two")).mark("lock/i-0abc", 0, Json.obj()).turn();
        assertThat(ledger.commit(late)).isEqualTo(new Commit.Conflict("mark lock/i-0abc has another version"));
        assertThat(ledger.run(late.run().id())).isEmpty();
        assertThat(ledger.entries(late.run().id(), Optional.empty(), 10).items())
                .isEmpty();
    }

    @Test
    void anEntryIsNeverWrittenOver() {
        var first = Runs.after(Runs.fresh("one")).turn();
        ledger.commit(first);
        var forged = Runs.after(first.run()).entries("forged").turn();
        var again = new Turn(forged.run(), forged.expectedVersion(), first.entries(), List.of());

        assertThat(ledger.commit(again))
                .isEqualTo(new Commit.Conflict("entry 0 of run " + first.run().id() + " has another version"));
    }

    @Test
    void refusesARunThatDoesNotFitBeforeSending() {
        var turn = Runs.after(Runs.fresh("one"))
                .state(Json.obj().with("canary-4711", "ä".repeat(205_000)))
                .turn();

        var refused = catchThrowableOfType(LedgerException.class, () -> ledger.commit(turn));

        assertThat(refused)
                .hasMessageContaining("run " + turn.run().id() + " would take 41")
                .hasMessageContaining("at most 409600")
                .hasMessageContaining("state: 205")
                .hasMessageNotContaining("canary");
        assertThat(refused.retryable()).isFalse();
        assertThat(bench.calls()).isEmpty();
    }

    @Test
    void storesARunThatJustFits() {
        var turn = Runs.after(Runs.fresh("one"))
                .state(Json.obj().with("log", "x".repeat(408_000)))
                .turn();

        assertThat(ledger.commit(turn)).isEqualTo(new Commit.Done());
        assertThat(ledger.run(turn.run().id())).contains(turn.run());
    }

    @Test
    void refusesATurnThatIsTooLargeForOneTransaction() {
        var turn = Runs.after(Runs.fresh("one"))
                .body(Json.obj().with("log", "x".repeat(90_000)))
                .entries(IntStream.range(0, 60).mapToObj(i -> "observed").toArray(String[]::new))
                .turn();

        var refused = catchThrowableOfType(LedgerException.class, () -> ledger.commit(turn));

        assertThat(refused).hasMessageContaining("61 items").hasMessageContaining("4194304 bytes");
        assertThat(refused.retryable()).isFalse();
    }

    @Test
    void pagesEntriesThatDoNotFitIntoOneResponse() {
        var run = Runs.fresh("one");
        for (int i = 0; i < 2; i++) {
            var turn = Runs.after(run)
                    .body(Json.obj().with("log", "x".repeat(90_000)))
                    .entries(IntStream.range(0, 20).mapToObj(n -> "observed").toArray(String[]::new))
                    .turn();
            ledger.commit(turn);
            run = turn.run();
        }
        var id = run.id();

        assertThat(ledger.entries(id, Optional.empty(), 1000).items()).hasSizeLessThan(20);
        assertThat(everything(from -> ledger.entries(id, from, 1000)))
                .extracting(Entry::number)
                .isEqualTo(IntStream.range(0, 40).mapToObj(Long::valueOf).toList());
        assertThat(ledger.entries(id, Optional.of("30"), 10).next()).isEmpty();
        assertThat(Audit.verify(ledger, id).whole()).isTrue();
    }

    @Test
    void keepsTextThatIsNoUnicodeAndStaysAudited() {
        var turn = Runs.after(Runs.fresh("one"))
                .body(Json.obj()
                        .with("a\u0000b", "half \ud83d pair, \u2028, \uD83D\uDE80, \"quoted\"\n")
                        .with("n", Json.of(1e300)))
                .turn();
        ledger.commit(turn);

        assertThat(ledger.entries(turn.run().id(), Optional.empty(), 5).items()).isEqualTo(turn.entries());
        assertThat(Audit.verify(ledger, turn.run().id()).whole()).isTrue();
    }

    @Test
    void readsMoreMarksThanOneCallTakes() {
        var keys = new LinkedHashSet<String>();
        for (int i = 0; i < 250; i++) {
            keys.add("cool-down/i-" + i);
        }
        var longest = "lock/" + "x".repeat(5000);
        keys.add(longest);
        ledger.commit(Runs.after(Runs.fresh("one"))
                .mark("cool-down/i-7", 0, Json.obj().with("at", 1))
                .mark(longest, 0, Json.obj().with("at", 2))
                .turn());
        bench.calls();

        var found = ledger.markers(keys);

        assertThat(bench.calls()).containsExactly("BatchGetItem", "BatchGetItem", "BatchGetItem");
        assertThat(found.keySet()).containsExactlyElementsOf(keys);
        assertThat(found.values().stream().filter(marker -> marker.version() == 1))
                .hasSize(2);
        assertThat(found)
                .containsEntry(longest, new Marker(longest, 1, Json.obj().with("at", 2)));
    }

    @Test
    void findsWhatIsDueInEveryShardAndPage() {
        var due = new ArrayList<RunId>();
        for (int i = 0; i < 23; i++) {
            var turn = Runs.after(Runs.fresh("run " + i))
                    .wakeAt(Runs.START.plusSeconds(i % 2 == 0 ? 60 : 61).plusNanos(i % 2 == 0 ? i : 0))
                    .turn();
            ledger.commit(turn);
            if (i == 0 || i % 2 == 1) {
                due.add(turn.run().id());
            }
        }
        due.sort(Comparator.comparing(RunId::value));
        var now = Runs.START.plusSeconds(61);
        var atSixty = Runs.START.plusSeconds(60);

        assertThat(everything(from -> ledger.due(atSixty, from, 3))).hasSize(1);
        assertThat(everything(from -> ledger.due(now, from, 3))).hasSize(23).doesNotHaveDuplicates();
        assertThat(everything(from -> ledger.due(now, from, 1000)))
                .containsExactlyInAnyOrderElementsOf(everything(from -> ledger.due(now, from, 5)))
                .containsAll(due);
        assertThat(everything(from -> ledger.due(atSixty.minusNanos(1), from, 5)))
                .isEmpty();
    }

    @Test
    void refusesAPositionThatNoPageGave() {
        assertThat(catchThrowableOfType(
                        LedgerException.class, () -> ledger.due(Runs.START, Optional.of("canary-4711"), 5)))
                .hasMessageContaining("no position")
                .hasMessageNotContaining("canary");
        assertThat(catchThrowableOfType(
                        LedgerException.class,
                        () -> ledger.entries(Runs.fresh("one").id(), Optional.of("canary-4711"), 5)))
                .hasMessageContaining("no position")
                .hasMessageNotContaining("canary");
        // A position that is later than the time asked for has nothing behind it.
        assertThat(ledger.due(Runs.START, Optional.of("0:" + SortableTime.of(Instant.MAX) + "#x"), 5)
                        .items())
                .isEmpty();
    }

    @Test
    void aRunThatWaitsForNothingIsNotInTheIndex() {
        var waiting = Runs.after(Runs.fresh("one")).wakeAt(Runs.START).turn();
        ledger.commit(waiting);
        assertThat(ledger.due(Runs.START, Optional.empty(), 5).items())
                .containsExactly(waiting.run().id());

        ledger.commit(Runs.after(waiting.run()).finished().turn());

        assertThat(ledger.due(Instant.MAX, Optional.empty(), 5).items()).isEmpty();
        assertThat(bench.items().filter(item -> item.containsKey("dueShard"))).isEmpty();
    }

    @Test
    void listsRunsOfAllShardsNewestFirst() {
        for (int i = 0; i < 17; i++) {
            // Two runs start at the same moment; half seconds tell text order and time order apart.
            ledger.commit(Runs.after(Runs.started("run " + i, Runs.START.plusMillis(500L * (i / 2))))
                    .turn());
        }

        var all = everything(from -> ledger.runs(from, 4));

        assertThat(all).hasSize(17).doesNotHaveDuplicates();
        assertThat(all).extracting(Run::startedAt).isSortedAccordingTo(Comparator.<Instant>reverseOrder());
        assertThat(everything(from -> ledger.runs(from, 1000))).isEqualTo(all);
        assertThat(ledger.runs(Optional.empty(), 17).next()).isEmpty();
    }

    @Test
    void givesWhatMayGoATimeToLive() {
        var keeping = bench.ledger(Optional.of(Duration.ofDays(30)));
        var first =
                Runs.after(Runs.fresh("one")).mark("lock/i-0abc", 0, Json.obj()).turn();
        keeping.commit(first);
        assertThat(expires("run")).isEmpty();
        assertThat(expires("mark")).contains(Runs.START.plusSeconds(3601));
        assertThat(expires("entry#000000000000"))
                .contains(Runs.START.plus(Duration.ofDays(90)).plusSeconds(1));

        keeping.commit(Runs.after(first.run()).finished().turn());
        assertThat(expires("run")).contains(Runs.START.plus(Duration.ofDays(30)).plusSeconds(1));

        assertThat(bench.client
                        .describeTimeToLive(ttl -> ttl.tableName(bench.table))
                        .timeToLiveDescription())
                .satisfies(ttl -> assertThat(ttl.attributeName()).isEqualTo("expires"))
                .satisfies(ttl -> assertThat(ttl.timeToLiveStatus()).isEqualTo(TimeToLiveStatus.ENABLED));
    }

    @Test
    void keepsRunsForGoodWithoutARetention() {
        ledger.commit(Runs.after(Runs.fresh("one")).finished().turn());

        assertThat(expires("run")).isEmpty();
        assertThat(expires("entry#000000000000")).isEmpty();
    }

    private Optional<Instant> expires(String sk) {
        return bench.items()
                .filter(item -> AttributeValue.fromS(sk).equals(item.get("sk")))
                .flatMap(item -> Optional.ofNullable(item.get("expires")).stream())
                .map(value -> Instant.ofEpochSecond(Long.parseLong(value.n())))
                .findFirst();
    }

    @Test
    void saysWhichItemNoLedgerWrote() {
        bench.client.putItem(put -> put.tableName(bench.table)
                .item(Map.of(
                        "pk", AttributeValue.fromS("run#remediation-1"),
                        "sk", AttributeValue.fromS("run"),
                        "body", AttributeValue.fromS("{\"id\":\"canary-4711\"}"))));

        var refused = catchThrowableOfType(LedgerException.class, () -> ledger.run(new RunId("remediation-1")));

        assertThat(refused)
                .hasMessageContaining("run#remediation-1 / run")
                .hasMessageContaining("$.")
                .hasMessageNotContaining("canary");
        assertThat(refused.retryable()).isFalse();
    }

    private static <T> List<T> everything(Function<Optional<String>, Page<T>> pages) {
        var all = new ArrayList<T>();
        Optional<String> from = Optional.empty();
        do {
            var page = pages.apply(from);
            all.addAll(page.items());
            from = page.next();
        } while (from.isPresent());
        return all;
    }
}
