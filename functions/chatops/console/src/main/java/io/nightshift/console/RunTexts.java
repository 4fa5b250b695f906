package io.nightshift.console;

import io.nightshift.console.view.Block;
import io.nightshift.core.ledger.Entry;
import io.nightshift.core.run.Run;
import java.util.List;

/** Words for runs, which the functions know. */
public interface RunTexts {

    /** The whole story of a run, one step for each event. */
    List<Block.Step> story(Run run, List<Entry> entries);

    /** What only its function knows about a run, such as the measurements of a promotion. */
    List<Block> details(Run run, List<Entry> entries);

    /** Reports whether the run can be paused by itself, and rolled back. */
    boolean isPromotion(Run run);
}
