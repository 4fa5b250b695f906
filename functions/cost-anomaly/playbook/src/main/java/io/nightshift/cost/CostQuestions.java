package io.nightshift.cost;

import io.nightshift.core.json.Json;
import io.nightshift.core.json.JsonException;
import io.nightshift.core.json.View;
import io.nightshift.core.machine.Question;
import io.nightshift.cost.anomaly.AnomalyChange;
import io.nightshift.cost.anomaly.AnomalyReport;
import io.nightshift.cost.explain.CostExplanation;
import java.util.ArrayList;
import java.util.List;

/** What a run of costs asks. {@code with} has {@code entry} and {@code spec}; that of an anomaly its {@code report}. */
public final class CostQuestions {

    /**
     * What the newest export of an entry shows that earlier ones did not.
     *
     * @param newest its newest day; empty if there is no export
     * @param anomalies how many it shows in all
     * @param changes the first of those
     * @param more how many are not among them
     * @param warnings about the files
     */
    public record ScanAnswer(
            String newest, int series, int anomalies, List<AnomalyChange> changes, int more, List<String> warnings) {

        /** More changes are begun by the scan that follows. */
        public static final int MOST = 20;

        private static final int MOST_WARNINGS = 10;

        public ScanAnswer {
            changes = List.copyOf(changes);
            warnings = warnings.stream().limit(MOST_WARNINGS).toList();
        }

        public Json.Obj toJson() {
            return Json.obj()
                    .with("newest", newest)
                    .with("series", series)
                    .with("anomalies", anomalies)
                    .with(
                            "changes",
                            Json.arr(changes.stream().map(AnomalyChange::toJson).toList()))
                    .with("more", more)
                    .with("warnings", Json.strings(warnings));
        }

        static ScanAnswer read(View json) throws JsonException {
            var changes = new ArrayList<AnomalyChange>();
            for (var change : json.at("changes").items()) {
                changes.add(AnomalyChange.read(change));
            }
            return new ScanAnswer(
                    json.at("newest").text(),
                    (int) json.at("series").integer(),
                    (int) json.at("anomalies").integer(),
                    changes,
                    (int) json.at("more").integer(),
                    json.at("warnings").strings());
        }
    }

    /** The anomalies of an entry that wait for the digest. */
    public record DigestAnswer(List<AnomalyReport> waiting) {

        /** More wait for the next digest. */
        public static final int MOST = 40;

        public DigestAnswer {
            waiting = waiting.stream().limit(MOST).toList();
        }

        public Json.Obj toJson() {
            return Json.obj()
                    .with(
                            "waiting",
                            Json.arr(waiting.stream().map(AnomalyReport::toJson).toList()));
        }

        static DigestAnswer read(View json) throws JsonException {
            var waiting = new ArrayList<AnomalyReport>();
            for (var report : json.at("waiting").items()) {
                waiting.add(AnomalyReport.read(report));
            }
            return new DigestAnswer(waiting);
        }
    }

    public static final Question<ScanAnswer> SCAN =
            new Question<>("cost-scan", (health, json) -> ScanAnswer.read(json));

    public static final Question<CostExplanation> EXPLAIN =
            new Question<>("cost-explain", (health, json) -> CostExplanation.read(json));

    public static final Question<DigestAnswer> DIGEST =
            new Question<>("cost-digest", (health, json) -> DigestAnswer.read(json));

    public static final List<Question<?>> ALL = List.of(SCAN, EXPLAIN, DIGEST);

    private CostQuestions() {}
}
