package io.nightshift.console.function;

import io.nightshift.console.RunTexts;
import io.nightshift.console.StorySteps;
import io.nightshift.console.view.Block;
import io.nightshift.core.ledger.Entry;
import io.nightshift.core.run.Run;
import io.nightshift.story.Narration;
import java.util.List;

/** Words that fit every run: this function knows no playbook. */
final class PlainRunTexts implements RunTexts {

    @Override
    public List<Block.Step> story(Run run, List<Entry> entries) {
        return StorySteps.of(run, entries, Narration.PLAIN);
    }

    @Override
    public List<Block> details(Run run, List<Entry> entries) {
        return List.of();
    }

    @Override
    public boolean isPromotion(Run run) {
        return run.key().playbook().equals("promotion");
    }
}
