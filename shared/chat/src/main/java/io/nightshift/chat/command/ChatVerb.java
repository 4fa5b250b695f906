package io.nightshift.chat.command;

import io.nightshift.policy.Person;

/** A command that people give in a chat. Doing it twice for the same id has the effect of doing it once. */
public interface ChatVerb {

    String name();

    /** The arguments, and what it does: {@code RUN: tells the story of a run}. */
    String usage();

    /** Whether it is for operators only. */
    boolean operates();

    ChatReply run(ChatCommand command, Person person);
}
