package io.nightshift.local.host;

import io.nightshift.console.RunTexts;
import io.nightshift.console.view.Block;
import io.nightshift.console.view.Tone;
import io.nightshift.core.ledger.Entry;
import io.nightshift.core.run.Run;
import io.nightshift.local.story.RunStory;
import io.nightshift.local.story.StoryLine;
import java.time.temporal.ChronoUnit;
import java.util.List;

/** The words of the command line for the console. */
public record LocalRunTexts(FunctionList functions) implements RunTexts {

    @Override
    public List<Block.Step> story(Run run, List<Entry> entries) {
        return RunStory.of(entries, run, functions.narration(run)).stream()
                .map(LocalRunTexts::step)
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

    @Override
    public List<Block> details(Run run, List<Entry> entries) {
        return functions.of(run).map(one -> one.details(run, entries)).orElse(List.of());
    }

    @Override
    public boolean isPromotion(Run run) {
        return functions.of(run).filter(LocalFunction::pausesRuns).isPresent();
    }
}
