package io.nightshift.local.host;

import io.nightshift.console.RunTexts;
import io.nightshift.console.StorySteps;
import io.nightshift.console.view.Block;
import io.nightshift.core.ledger.Entry;
import io.nightshift.core.run.Run;
import java.util.List;

/** The words of the command line for the console. */
public record LocalRunTexts(FunctionList functions) implements RunTexts {

    @Override
    public List<Block.Step> story(Run run, List<Entry> entries) {
        return StorySteps.of(run, entries, functions.narration(run));
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
