package io.nightshift.local.backup;

import io.nightshift.backup.BackupRequest;
import io.nightshift.chat.command.ChatCommand;
import io.nightshift.chat.command.ChatReply;
import io.nightshift.chat.command.ChatVerb;
import io.nightshift.chat.command.NamedVerb;
import io.nightshift.core.engine.Engine;
import io.nightshift.core.signal.Origin;
import io.nightshift.core.signal.Signal;
import io.nightshift.core.signal.SignalId;
import io.nightshift.local.cli.CommandError;
import io.nightshift.policy.Person;
import io.nightshift.policy.Policy;
import java.util.Map;

/** {@code verify-backup} in a chat: starts the verification, and does not wait for its end. */
record BackupVerb(Engine engine, Policy policy, Origin home) {

    ChatVerb verb() {
        return NamedVerb.changing("verify-backup", "NAME - restore the newest backup and check it", this::verify);
    }

    private ChatReply verify(ChatCommand command, Person who) {
        if (command.arguments().isEmpty()) {
            return ChatReply.refused("Which one? /nightshift verify-backup NAME");
        }
        var name = command.arguments().getFirst();
        try {
            var subject = BackupEntry.of(policy, name).database(home).subject();
            var header = new Signal.Header(
                    new SignalId("chat " + command.id()), "nightshift.chat", command.at(), subject, Map.of());
            var handled = engine.handle(new Signal.Request(
                    header, name, BackupRequest.verify(false, true).toJson(), who.name()));
            return ChatReply.results(handled);
        } catch (CommandError e) {
            return ChatReply.refused(String.valueOf(e.getMessage()));
        }
    }
}
