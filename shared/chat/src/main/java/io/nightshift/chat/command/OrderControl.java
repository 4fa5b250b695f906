package io.nightshift.chat.command;

import io.nightshift.core.act.Problem;
import io.nightshift.core.json.Json;
import io.nightshift.core.ledger.Ledger;
import io.nightshift.core.run.Run;
import io.nightshift.core.run.RunId;
import io.nightshift.core.run.Status;
import io.nightshift.entry.RunOrder;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * By orders to the functions that have the engines. What is wrong at first sight is refused here; the function checks everything, and
 * the message of the run shows what came of it.
 */
public final class OrderControl implements RunControl {

    private final Ledger ledger;
    private final Map<String, String> functions;
    private final Orders orders;
    private final InstantSource clock;

    /** Hands an order to a function, which does it later. */
    public interface Orders {

        /**
         * Returns the problem if the function did not take it.
         *
         * @param function its name or address at the cloud
         */
        Optional<Problem> send(String function, byte[] order);
    }

    /** @param functions the name or address of each function, by the name of its playbook */
    public OrderControl(Ledger ledger, Map<String, String> functions, Orders orders, InstantSource clock) {
        this.ledger = ledger;
        this.functions = new TreeMap<>(functions);
        this.orders = orders;
        this.clock = clock;
    }

    @Override
    public ChatReply approve(RunId run, String plan, String by, String via) {
        return answer(new RunOrder(run, "approve", plan, by, "", via), "Your yes to " + run + " is on its way.");
    }

    @Override
    public ChatReply reject(RunId run, String plan, String by, String reason, String via) {
        return answer(new RunOrder(run, "reject", plan, by, reason, via), "Your no to " + run + " is on its way.");
    }

    @Override
    public ChatReply extend(RunId run, String plan, String by, String via) {
        return answer(new RunOrder(run, "extend", plan, by, "", via), "The question of " + run + " will stand longer.");
    }

    @Override
    public ChatReply abort(RunId id, String by, String reason) {
        return order(new RunOrder(id, "abort", "", by, reason, ""), id + " will be aborted.");
    }

    @Override
    public ChatReply command(RunId id, String what, String by, String reason) {
        return order(
                new RunOrder(id, what, "", by, reason, ""), "The order for " + id + " is on its way: " + what + ".");
    }

    private ChatReply order(RunOrder order, String done) {
        return unfinished(order.run())
                .map(run -> send(run, order, done))
                .orElseGet(() -> ChatReply.refused("There is no such run, or it is over."));
    }

    private Optional<Run> unfinished(RunId id) {
        return ledger.run(id).filter(run -> run.status() != Status.FINISHED);
    }

    private ChatReply answer(RunOrder order, String done) {
        var run = unfinished(order.run());
        return refusal(run, order.plan(), order.by())
                .map(why -> ChatReply.refused("Not done: " + why + "."))
                .orElseGet(() -> send(run.orElseThrow(), order, done));
    }

    @Override
    public Optional<String> refusal(RunId id, String plan, String by) {
        return refusal(unfinished(id), plan, by);
    }

    private Optional<String> refusal(Optional<Run> run, String plan, String by) {
        var open = run.flatMap(Run::approval).filter(asked -> !asked.granted() && !asked.expired(clock.instant()));
        if (open.isEmpty()) {
            return Optional.of("the run asks for no approval");
        }
        if (!open.get().isFor(plan)) {
            return Optional.of("the answer is for another plan than the one that is asked about");
        }
        var approvers = open.get().approvers();
        return approvers.contains(by)
                ? Optional.empty()
                : Optional.of(by + " is not among the approvers: " + String.join(", ", approvers));
    }

    private ChatReply send(Run run, RunOrder order, String done) {
        var function = Optional.ofNullable(functions.get(run.key().playbook()));
        if (function.isEmpty()) {
            return ChatReply.refused(
                    "Not done: this function knows no function for " + run.key().playbook() + ".");
        }
        return orders.send(function.get(), order.toJson().bytes())
                .map(problem -> ChatReply.refused("Not done: " + problem.message()))
                .orElseGet(() -> ChatReply.of(done));
    }

    @Override
    public ChatReply pause(String scope, String by, String reason, Optional<Instant> until) {
        var order = named(scope).with("by", by).with("reason", reason);
        return toAll(
                "pause",
                until.map(end -> order.with("until", end.toString())).orElse(order),
                scope + " is paused" + until.map(end -> " until " + end).orElse("; resume ends it") + ".");
    }

    @Override
    public ChatReply resume(String scope, String by, String reason) {
        return toAll("resume", named(scope).with("by", by).with("reason", reason), scope + " is resumed.");
    }

    private static Json.Obj named(String scope) {
        int slash = scope.indexOf('/');
        return slash < 0
                ? Json.obj().with("all", true)
                : Json.obj().with(scope.substring(0, slash), scope.substring(slash + 1));
    }

    private ChatReply toAll(String what, Json.Obj order, String done) {
        var failed = new ArrayList<String>();
        var body = Json.obj().with("nightshift", Json.obj().with(what, order)).bytes();
        for (var function : List.copyOf(functions.entrySet())) {
            orders.send(function.getValue(), body)
                    .ifPresent(problem -> failed.add(function.getKey() + ": " + problem.message()));
        }
        if (failed.isEmpty()) {
            return ChatReply.of(done);
        }
        failed.addFirst("Not everywhere:");
        return new ChatReply(false, failed);
    }
}
