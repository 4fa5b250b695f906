package io.nightshift.chat.command;

import io.nightshift.core.decode.NearestName;
import io.nightshift.core.json.Json;
import io.nightshift.core.ledger.LedgerException;
import io.nightshift.entry.FunctionHost;
import io.nightshift.policy.Policy;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.function.Supplier;

/** Takes the commands of chats: into the ledger first, then they are carried out, and answered. */
public final class CommandCenter {

    private final CommandLog log;
    private final Supplier<Policy> policy;
    private final Supplier<List<ChatVerb>> verbs;
    private final Executor workers;
    private final FunctionHost host;

    /**
     * @param policy of now
     * @param verbs of now
     * @param workers carries commands out after they were acknowledged
     */
    public CommandCenter(
            CommandLog log,
            Supplier<Policy> policy,
            Supplier<List<ChatVerb>> verbs,
            Executor workers,
            FunctionHost host) {
        this.log = log;
        this.policy = policy;
        this.verbs = verbs;
        this.workers = workers;
        this.host = host;
    }

    /** What came of a command that arrived. */
    public enum Taken {
        ACCEPTED,
        REPLAYED
    }

    /**
     * Returns when the command is in the ledger.
     *
     * @param answer gets the reply later; a crash before that is made good by {@link #sweep}
     */
    public Taken take(ChatCommand command, Consumer<ChatReply> answer) {
        if (!log.accept(command)) {
            return Taken.REPLAYED;
        }
        workers.execute(() -> carryOut(command, (done, reply) -> answer.accept(reply)));
        return Taken.ACCEPTED;
    }

    /** Returns what came of the command; empty for a replay. */
    public Optional<ChatReply> takeNow(ChatCommand command) {
        if (!log.accept(command)) {
            return Optional.empty();
        }
        var result = new AtomicReference<>(ChatReply.of("It is noted, and will be done."));
        carryOut(command, (done, reply) -> result.set(reply));
        return Optional.of(result.get());
    }

    /** Carries out what a process that died has acknowledged; called from time to time. */
    public void sweep(BiConsumer<ChatCommand, ChatReply> answer) {
        log.unfinished().forEach(command -> carryOut(command, answer));
    }

    private void carryOut(ChatCommand command, BiConsumer<ChatCommand, ChatReply> answer) {
        try {
            var reply = reply(command);
            log.finish(command, reply);
            host.log(
                    "chat-command",
                    Json.obj()
                            .with("by", command.person())
                            .with("via", command.via())
                            .with("command", command.name())
                            .with("done", reply.done()));
            answer.accept(command, reply);
        } catch (LedgerException e) {
            // It stays in the ledger, and the sweep carries it out.
            host.trouble("a command of a chat waits: " + e.getMessage());
        } catch (RuntimeException e) {
            host.log("bug", Json.obj().with("type", e.getClass().getName()));
            var reply = ChatReply.refused("That failed; it is a fault of Nightshift itself, and in its log.");
            log.finish(command, reply);
            answer.accept(command, reply);
        }
    }

    ChatReply reply(ChatCommand command) {
        var person = policy.get().people().get(command.person());
        if (person == null) {
            return ChatReply.refused("The policy names you no more.");
        }
        var known = known();
        if (command.name().equals("help")) {
            return help(known);
        }
        var verb = known.get(command.name());
        if (verb == null) {
            return ChatReply.refused("There is no command " + NearestName.quote(command.name())
                    + NearestName.hint(command.name(), known.keySet()) + "; /nightshift help lists them.");
        }
        if (verb.operates() && !person.operates()) {
            return ChatReply.refused(person.name() + " may not do that; people: " + person.name()
                    + ": role: operator in the policy allows it.");
        }
        return verb.run(command, person);
    }

    private Map<String, ChatVerb> known() {
        var known = new TreeMap<String, ChatVerb>();
        verbs.get().forEach(verb -> known.put(verb.name(), verb));
        return known;
    }

    private static ChatReply help(Map<String, ChatVerb> known) {
        var lines = new ArrayList<String>();
        lines.add("/nightshift …");
        known.values().forEach(verb -> lines.add(verb.name() + " " + verb.usage()));
        return ChatReply.of(lines);
    }
}
