package io.nightshift.aws;

import io.nightshift.core.json.Json;
import io.nightshift.core.ledger.Entry;
import io.nightshift.core.ledger.MarkerWrite;
import io.nightshift.core.ledger.Turn;
import io.nightshift.core.run.Run;
import io.nightshift.core.run.RunKey;
import io.nightshift.core.run.Status;
import io.nightshift.core.signal.Origin;
import io.nightshift.core.signal.Resource;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Runs and turns as tests need them. */
final class Runs {

    static final Instant START = Instant.parse("2026-11-21T01:00:00Z");

    private static final Resource SUBJECT =
            new Resource(Origin.aws("111122223333", Wire.REGION), Resource.Kinds.EC2_INSTANCE, "i-0abc");

    private Runs() {}

    /** A run that nobody has written yet. */
    static Run fresh(String episode) {
        return run(episode, 0, Status.WAITING, Json.obj(), Map.of(), 0, Entry.ORIGIN, START);
    }

    static Run started(String episode, Instant at) {
        return run(episode, 0, Status.WAITING, Json.obj(), Map.of(), 0, Entry.ORIGIN, at);
    }

    private static Run run(
            String episode,
            long version,
            Status status,
            Json.Obj state,
            Map<String, Instant> wakeUps,
            long entries,
            String head,
            Instant startedAt) {
        return new Run(
                new RunKey("remediation", SUBJECT, episode),
                version,
                status,
                "web",
                "prod",
                Json.obj(),
                "thread/remediation/1",
                state,
                wakeUps,
                List.of(),
                Optional.empty(),
                List.of(),
                0,
                1,
                entries,
                head,
                startedAt,
                startedAt,
                Optional.empty(),
                "");
    }

    /** The turn that leads on from that run. */
    static Next after(Run run) {
        return new Next(run, Json.obj(), Map.of(), Status.WAITING, List.of("arrived"), Json.obj(), List.of());
    }

    record Next(
            Run before,
            Json.Obj state,
            Map<String, Instant> wakeUps,
            Status status,
            List<String> kinds,
            Json.Obj body,
            List<MarkerWrite> marks) {

        Next state(Json.Obj next) {
            return new Next(before, next, wakeUps, status, kinds, body, marks);
        }

        Next wakeAt(Instant at) {
            return new Next(before, state, Map.of("later", at), status, kinds, body, marks);
        }

        Next finished() {
            return new Next(before, state, Map.of(), Status.FINISHED, kinds, body, marks);
        }

        Next entries(String... next) {
            return new Next(before, state, wakeUps, status, List.of(next), body, marks);
        }

        Next body(Json.Obj next) {
            return new Next(before, state, wakeUps, status, kinds, next, marks);
        }

        Next mark(String key, long expectedVersion, Json.Obj value) {
            var more = new ArrayList<>(marks);
            more.add(new MarkerWrite(key, expectedVersion, value, START.plusSeconds(3600)));
            return new Next(before, state, wakeUps, status, kinds, body, more);
        }

        Turn turn() {
            var written = new ArrayList<Entry>();
            var head = before.head();
            for (var kind : kinds) {
                var entry = Entry.after(
                        head, before.id(), before.entries() + written.size(), START, "policy-1", kind, body);
                written.add(entry);
                head = entry.hash();
            }
            var run = run(
                    before.key().episode(),
                    before.version() + 1,
                    status,
                    state,
                    wakeUps,
                    before.entries() + written.size(),
                    head,
                    before.startedAt());
            return new Turn(run, before.version(), written, marks);
        }
    }
}
