package io.nightshift.core.engine;

import io.nightshift.core.json.Json;
import io.nightshift.core.ledger.Ledger;
import io.nightshift.core.ledger.Removal;
import io.nightshift.core.run.Run;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;

/**
 * The log of the runs that retention deletes, for stores that do not expire them themselves. It is written before the
 * deletion: after a crash in between, a run is announced but still exists.
 */
public final class RetentionLog {

    private final MarkLog log;
    private final Instant now;

    public RetentionLog(Ledger ledger, Instant now) {
        this.log = new MarkLog(ledger, () -> now, "", Removal.LOG, "the log of what retention removed");
        this.now = now;
    }

    /** @param ended the runs that are about to be deleted */
    public void announce(List<Run> ended) {
        var heads = new LinkedHashMap<String, String>();
        ended.forEach(run -> heads.put(run.id().value(), run.head()));
        log.write("removed", Json.obj().with("runs", Json.strings(heads)), number -> marks(ended, number));
    }

    private Map<String, UnaryOperator<Json.Obj>> marks(List<Run> ended, long number) {
        var marks = new LinkedHashMap<String, UnaryOperator<Json.Obj>>();
        ended.forEach(run -> {
            var removal = Removal.logged(run, now, number).toJson();
            marks.put(Removal.key(run.id()), ignored -> removal);
        });
        return marks;
    }
}
