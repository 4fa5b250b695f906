package io.nightshift.local.rotation;

import io.nightshift.chat.command.ChatCommand;
import io.nightshift.chat.command.ChatReply;
import io.nightshift.chat.command.ChatVerb;
import io.nightshift.chat.command.NamedVerb;
import io.nightshift.core.act.CallFailed;
import io.nightshift.core.engine.Engine;
import io.nightshift.core.signal.Origin;
import io.nightshift.core.signal.Signal;
import io.nightshift.core.signal.SignalId;
import io.nightshift.local.cli.CommandError;
import io.nightshift.policy.Person;
import io.nightshift.policy.Policy;
import io.nightshift.rotation.RotationRequest;
import io.nightshift.rotation.runtime.CredentialSystems;

/** {@code rotate} in a chat: starts the rotation, which waits for its window as every one does. */
record RotationVerb(Engine engine, Policy policy, Origin home, CredentialSystems systems) {

    ChatVerb verb() {
        return NamedVerb.changing("rotate", "SECRET - rotate a secret of the policy", this::rotate);
    }

    private ChatReply rotate(ChatCommand command, Person who) {
        if (command.arguments().isEmpty()) {
            return ChatReply.refused("Which secret? /nightshift rotate NAME");
        }
        try {
            var secret =
                    SecretName.of(policy, command.arguments().getFirst(), home).secret();
            var tags = systems.store(secret).describe(secret).tags();
            var header = new Signal.Header(
                    new SignalId("chat " + command.id()), "nightshift.chat", command.at(), secret, tags);
            var handled = engine.handle(new Signal.Request(
                    header, "", RotationRequest.plain(false, false).toJson(), who.name()));
            return ChatReply.results(handled);
        } catch (CommandError e) {
            return ChatReply.refused(String.valueOf(e.getMessage()));
        } catch (CallFailed e) {
            return ChatReply.refused(e.problem().message());
        }
    }
}
