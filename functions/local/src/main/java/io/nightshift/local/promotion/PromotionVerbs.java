package io.nightshift.local.promotion;

import io.nightshift.chat.command.ChatCommand;
import io.nightshift.chat.command.ChatReply;
import io.nightshift.chat.command.ChatVerb;
import io.nightshift.chat.command.NamedVerb;
import io.nightshift.core.decode.NearestName;
import io.nightshift.core.engine.Engine;
import io.nightshift.core.ledger.Ledger;
import io.nightshift.core.signal.Signal;
import io.nightshift.core.signal.SignalId;
import io.nightshift.local.cli.CommandError;
import io.nightshift.policy.Person;
import io.nightshift.policy.Policy;
import io.nightshift.promotion.policy.PromotionPolicies;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;

/** The commands about promotions in a chat: the same requests as of the command line. */
record PromotionVerbs(Engine engine, Policy policy, Ledger ledger, InstantSource clock) {

    List<ChatVerb> all() {
        return List.of(
                NamedVerb.changing("promote", "SERVICE IMAGE - ask for a promotion", this::promote),
                NamedVerb.changing("rollback", "SERVICE|RUN REASON - roll an open promotion back", this::rollback));
    }

    private ChatReply promote(ChatCommand command, Person who) {
        var words = command.arguments();
        if (words.size() != 2) {
            return ChatReply.refused("Expected a service and an image: /nightshift promote SERVICE HOST/PATH:TAG");
        }
        var service = words.getFirst();
        var known = PromotionPolicies.of(policy);
        var promotion = known.get(service);
        if (promotion == null) {
            return ChatReply.refused("The policy has no service " + NearestName.quote(service)
                    + NearestName.hint(service, known.keySet()));
        }
        try {
            var asked = PromoteCommand.asked(promotion, words.get(1));
            var header = new Signal.Header(
                    new SignalId("chat " + command.id()),
                    "nightshift.chat",
                    command.at(),
                    asked.image().repository(),
                    Map.of());
            var handled = engine.handle(new Signal.Request(header, service, asked.toJson(), who.name()));
            return ChatReply.results(handled);
        } catch (CommandError e) {
            return ChatReply.refused(String.valueOf(e.getMessage()));
        }
    }

    private ChatReply rollback(ChatCommand command, Person who) {
        var words = command.arguments();
        if (words.size() < 2) {
            return ChatReply.refused("Expected a service or a run, and why: /nightshift rollback SERVICE REASON");
        }
        var reason = String.join(" ", words.subList(1, words.size()));
        return new PromotionRuns(ledger)
                .find(words.getFirst())
                .map(run -> ChatReply.results(List.of(engine.command(run.id(), "rollback", who.name(), reason))))
                .orElseGet(() -> ChatReply.refused("No promotion of " + words.getFirst()
                        + " is open. To go back, promote the version before; nightshift promotions shows it."));
    }
}
