package io.nightshift.chat.message;

import io.nightshift.chat.message.RunMessage.Detail;
import io.nightshift.chat.message.RunMessage.Level;
import io.nightshift.chat.message.RunMessage.Link;
import io.nightshift.chat.message.RunMessage.Question;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/** Messages of each kind. */
public final class SampleMessages {

    public static final String PLAN = "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08";

    private static final String CAUSE = "status-check-failed";

    private SampleMessages() {}

    /** By the name of their golden files. */
    public static Map<String, RunMessage> all() {
        var all = new LinkedHashMap<String, RunMessage>();
        all.put(
                "question",
                of(
                        Level.PAGE,
                        "Approval needed: reboot i-0abc",
                        Optional.of(question(List.of("bob"))),
                        List.of(),
                        CAUSE));
        all.put(
                "approved",
                of(
                        Level.PAGE,
                        "Approved: reboot i-0abc",
                        Optional.empty(),
                        List.of("Approved by alice at 2026-11-30T03:05:00Z, by Slack"),
                        CAUSE));
        all.put("resolved", of(Level.ENDED_WELL, "Resolved: CPU of i-0abc", Optional.empty(), List.of(), CAUSE));
        all.put("escalated", of(Level.ENDED_BADLY, "It did not help: i-0abc", Optional.empty(), List.of(), CAUSE));
        return all;
    }

    public static RunMessage named(String name) {
        return Objects.requireNonNull(all().get(name), name);
    }

    public static Question question(List<String> given) {
        return new Question(
                PLAN, "reboot i-0abc", List.of("alice", "bob"), 2, given, Instant.parse("2026-11-30T03:30:00Z"));
    }

    /** With one text in every field that others write. */
    public static RunMessage hostile(String text) {
        var plain = PlainText.of(text);
        var asked = new Question(PLAN, plain, List.of(plain), 2, List.of(plain), Instant.parse("2026-11-30T03:30:00Z"));
        return of(Level.PAGE, PlainText.of(text, 140), Optional.of(asked), List.of(plain), plain);
    }

    private static RunMessage of(
            Level level, String title, Optional<Question> question, List<String> answers, String text) {
        return new RunMessage(
                "remediation-0a1b2c3d4e5f",
                7,
                level,
                title,
                List.of(
                        new Detail("Subject", "ec2:instance/i-0abc"),
                        new Detail("Where", "aws 111122223333 eu-central-1"),
                        new Detail("Rule", text)),
                List.of("alarm CPUHigh, reported by aws.cloudwatch at 2026-11-30T03:00:00Z", "Reason: " + text),
                List.of("the instance does not answer: " + text),
                List.of("Unless 2 of alice, bob agree before 2026-11-30T03:30:00Z, the answer is no."),
                question,
                answers,
                List.of(new Link("Open the run", "https://nightshift.example/console/runs/remediation-0a1b2c3d4e5f")),
                level == Level.PAGE ? List.of("alice", "nobody") : List.of(),
                Optional.empty());
    }
}
