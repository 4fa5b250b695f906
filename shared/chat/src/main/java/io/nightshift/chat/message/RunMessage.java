package io.nightshift.chat.message;

import io.nightshift.core.run.RunPicture;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * A message about a run, as every channel renders it. All texts are plain and in one line; the channel escapes them.
 *
 * @param run the id of the run
 * @param effect the number of the effect that told this; with the run it identifies the message
 * @param level how urgent it is, or how it ended
 * @param title what it is about
 * @param context what, where and by which rule, in short
 * @param happened what was reported
 * @param decided what was decided, and why
 * @param next what happens unless somebody stops it
 * @param question what approvers are asked, while it is open
 * @param answers who answered, when and how, the latest last
 * @param mentions the people who are mentioned
 * @param picture of what it is about, if there is one
 */
public record RunMessage(
        String run,
        long effect,
        Level level,
        String title,
        List<Detail> context,
        List<String> happened,
        List<String> decided,
        List<String> next,
        Optional<Question> question,
        List<String> answers,
        List<Link> links,
        List<String> mentions,
        Optional<RunPicture> picture) {

    public RunMessage {
        context = List.copyOf(context);
        happened = List.copyOf(happened);
        decided = List.copyOf(decided);
        next = List.copyOf(next);
        answers = List.copyOf(answers);
        links = List.copyOf(links);
        mentions = List.copyOf(mentions);
    }

    /** How a message stands out. */
    public enum Level {
        INFO,
        PAGE,
        ENDED_WELL,
        ENDED_BADLY;

        public boolean ended() {
            return this == ENDED_WELL || this == ENDED_BADLY;
        }
    }

    /** A name and its value. */
    public record Detail(String name, String value) {}

    public record Link(String label, String url) {}

    /**
     * @param planHash an answer names it
     * @param approvers who may answer, by their names in the policy
     * @param given who agreed so far
     */
    public record Question(
            String planHash, String plan, List<String> approvers, int needed, List<String> given, Instant expiresAt) {

        public Question {
            approvers = List.copyOf(approvers);
            given = List.copyOf(given);
        }
    }

    /** The key of the message: the same in each attempt to send it. */
    public String token() {
        return run + "-" + effect;
    }

    /** The same with other links. */
    public RunMessage links(List<Link> others) {
        return new RunMessage(
                run, effect, level, title, context, happened, decided, next, question, answers, others, mentions,
                picture);
    }

    /** The same with another picture. */
    public RunMessage showing(Optional<RunPicture> other) {
        return new RunMessage(
                run, effect, level, title, context, happened, decided, next, question, answers, links, mentions, other);
    }

    /** The same for one more of its parts, in the order in which people read them. */
    public List<Part> parts() {
        return List.of(
                new Part("What happened", happened), new Part("Decided, and why", decided), new Part("Next", next));
    }

    /** A heading and its lines; empty ones are not shown. */
    public record Part(String heading, List<String> lines) {
        public Part {
            lines = List.copyOf(lines);
        }
    }
}
