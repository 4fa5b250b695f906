package io.nightshift.chat.command;

import io.nightshift.policy.Person;
import java.util.function.BiFunction;

/** A verb made of a function. */
public record NamedVerb(String name, String usage, boolean operates, BiFunction<ChatCommand, Person, ChatReply> does)
        implements ChatVerb {

    /** Changes nothing, so everybody whom the policy names may give it. */
    public static NamedVerb reading(String name, String usage, BiFunction<ChatCommand, Person, ChatReply> does) {
        return new NamedVerb(name, usage, false, does);
    }

    /** For operators. */
    public static NamedVerb changing(String name, String usage, BiFunction<ChatCommand, Person, ChatReply> does) {
        return new NamedVerb(name, usage, true, does);
    }

    @Override
    public ChatReply run(ChatCommand command, Person person) {
        return does.apply(command, person);
    }
}
