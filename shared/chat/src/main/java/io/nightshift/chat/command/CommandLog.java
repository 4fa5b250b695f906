package io.nightshift.chat.command;

import io.nightshift.core.engine.MarkLog;
import io.nightshift.core.json.Json;
import io.nightshift.core.json.JsonException;
import io.nightshift.core.json.View;
import io.nightshift.core.ledger.Commit;
import io.nightshift.core.ledger.Entry;
import io.nightshift.core.ledger.Ledger;
import io.nightshift.core.ledger.Turn;
import io.nightshift.core.run.Outcome;
import io.nightshift.core.run.Run;
import io.nightshift.core.run.RunId;
import io.nightshift.core.run.RunKey;
import io.nightshift.core.run.Status;
import io.nightshift.core.signal.Origin;
import io.nightshift.core.signal.Resource;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The commands of chats in the ledger: written before they are acknowledged, and finished when they were carried out. The first write
 * of a command wins; the same command again is a replay. Each is a run of its own, so that a thousand at once do not wait for each
 * other.
 */
public final class CommandLog {

    /** A command that is not finished by then is picked up by the sweep. */
    static final Duration PICKED_UP = Duration.ofMinutes(1);

    private static final String PREFIX = MarkLog.CHAT + "-";
    private static final int PAGE = 200;

    private final Ledger ledger;
    private final InstantSource clock;
    private final String policyHash;

    public CommandLog(Ledger ledger, InstantSource clock, String policyHash) {
        this.ledger = ledger;
        this.clock = clock;
        this.policyHash = policyHash;
    }

    /** Reports whether the command is new; it is in the ledger then. */
    public boolean accept(ChatCommand command) {
        var key = key(command);
        var now = clock.instant();
        var body = command.toJson();
        var entry = Entry.after(Entry.ORIGIN, key.id(), 0, now, policyHash, "chat-command", body);
        var run = run(key, 1, Status.WAITING, body, Map.of("command", now.plus(PICKED_UP)), now, now, 1, entry.hash());
        return ledger.commit(Turn.sealed(run, 0, List.of(entry), List.of())) instanceof Commit.Done;
    }

    /** Notes the answer; a command that is finished already stays as it is. */
    public void finish(ChatCommand command, ChatReply reply) {
        var found = ledger.run(key(command).id()).filter(run -> run.status() != Status.FINISHED);
        if (found.isEmpty()) {
            return;
        }
        var before = found.get();
        var now = clock.instant();
        var body = Json.obj().with("done", reply.done()).with("lines", Json.strings(reply.lines()));
        var entry = Entry.after(before.head(), before.id(), before.entries(), now, policyHash, "chat-answer", body);
        var run = run(
                before.key(),
                before.version() + 1,
                Status.FINISHED,
                before.state(),
                Map.of(),
                before.startedAt(),
                now,
                before.entries() + 1,
                entry.hash());
        var _ = ledger.commit(Turn.sealed(run, before.version(), List.of(entry), List.of()));
    }

    /** The commands whose process died before it finished them. */
    public List<ChatCommand> unfinished() {
        var commands = new ArrayList<ChatCommand>();
        Optional<String> from = Optional.empty();
        do {
            var page = ledger.due(clock.instant(), from, PAGE);
            page.items().stream()
                    .filter(id -> id.value().startsWith(PREFIX))
                    .flatMap(id -> command(id).stream())
                    .forEach(commands::add);
            from = page.next();
        } while (from.isPresent());
        return commands;
    }

    private Optional<ChatCommand> command(RunId id) {
        try {
            var run = ledger.run(id).filter(one -> one.status() != Status.FINISHED);
            return run.isPresent()
                    ? Optional.of(ChatCommand.fromJson(View.of(run.get().state())))
                    : Optional.empty();
        } catch (JsonException e) {
            return Optional.empty();
        }
    }

    private static RunKey key(ChatCommand command) {
        return new RunKey(MarkLog.CHAT, new Resource(Origin.NOWHERE, "nightshift", "chat-command"), command.id());
    }

    private static Run run(
            RunKey key,
            long version,
            Status status,
            Json.Obj state,
            Map<String, Instant> wakeUps,
            Instant started,
            Instant now,
            long entries,
            String head) {
        return new Run(
                key,
                version,
                status,
                MarkLog.CHAT,
                "",
                Json.Obj.EMPTY,
                "",
                state,
                wakeUps,
                List.of(),
                Optional.empty(),
                List.of(),
                0,
                1,
                entries,
                head,
                started,
                now,
                status == Status.FINISHED ? Optional.of(Outcome.RESOLVED) : Optional.empty(),
                "a command of a chat");
    }
}
