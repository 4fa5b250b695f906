package io.nightshift.console;

import io.nightshift.console.view.Block;
import io.nightshift.console.view.Tone;
import io.nightshift.core.ledger.Entry;
import io.nightshift.core.run.Run;
import io.nightshift.story.Narration;
import io.nightshift.story.RunStory;
import io.nightshift.story.StoryLine;
import java.time.temporal.ChronoUnit;
import java.util.List;

/** The story of a run as the steps of its page. */
public final class StorySteps {

    private StorySteps() {}

    /** @param narration the words of the run's function */
    public static List<Block.Step> of(Run run, List<Entry> entries, Narration narration) {
        return RunStory.of(entries, run, narration).stream()
                .map(StorySteps::step)
                .toList();
    }

    private static Block.Step step(StoryLine line) {
        var at = line.at().truncatedTo(ChronoUnit.SECONDS).toString();
        return new Block.Step(
                line.at().toString(),
                at.substring(11, at.length() - 1),
                tone(line.mark()),
                kind(line.mark()),
                line.text());
    }

    private static Tone tone(StoryLine.Mark mark) {
        return switch (mark) {
            case SIGNAL, PEOPLE -> Tone.LIVE;
            case ALLOWED, ACT, GOOD -> Tone.GOOD;
            case HELD, DRY -> Tone.WARN;
            case FAILED, BAD -> Tone.BAD;
            case LOOK, NOTE -> Tone.CALM;
        };
    }

    private static String kind(StoryLine.Mark mark) {
        return switch (mark) {
            case SIGNAL -> "signal";
            case LOOK -> "check";
            case ALLOWED, HELD, DRY -> "guardrails";
            case ACT, FAILED -> "act";
            case PEOPLE -> "people";
            case GOOD, BAD -> "end";
            case NOTE -> "note";
        };
    }
}
