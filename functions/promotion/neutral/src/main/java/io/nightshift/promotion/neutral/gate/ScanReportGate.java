package io.nightshift.promotion.neutral.gate;

import io.nightshift.core.act.Observer;
import io.nightshift.core.act.Query;
import io.nightshift.core.json.JsonException;
import java.time.InstantSource;

/**
 * The gate {@code scan} with a report: {@code {kind: "scan", source: "report", report: PLACE, atMost, fixableOnly?,
 * ignore?}}. {@code {digest}} in the place is the image's digest, {@code {hex}} its digits alone. A missing report leaves the
 * gate undecided; a broken one, or one of another image, closes it.
 */
public record ScanReportGate(ReportStore reports, InstantSource clock) implements Observer {

    @Override
    public boolean observes(Query query) {
        return GateQuestion.isOf(query, "scan", "report");
    }

    @Override
    public Observed observe(Query query) {
        return GateQuestion.answered(query, this::answer);
    }

    private Observed answer(GateQuestion question) throws JsonException {
        var limits = ScanLimits.read(question.gate());
        var hex = question.digest().substring(question.digest().indexOf(':') + 1);
        var place = question.gate()
                .at("report")
                .nonBlank()
                .replace("{digest}", question.digest())
                .replace("{hex}", hex);
        return switch (reports.fetch(place)) {
            case ReportStore.Report.Text(var json) ->
                judge(place, json, question.digest(), limits).seen();
            case ReportStore.Report.None ignored ->
                GateAnswer.notYet("there is no report " + place + " yet").seen();
            case ReportStore.Report.Unreadable(var why) ->
                GateAnswer.closed("the report " + place + ": " + why).seen();
            case ReportStore.Report.Missed(var problem) -> new Observed.NotSeen(problem);
        };
    }

    private GateAnswer judge(String place, byte[] json, String digest, ScanLimits limits) {
        try {
            return ScanReport.read(json).judge(place, digest, limits, clock.instant());
        } catch (JsonException e) {
            return GateAnswer.closed("the report " + place + " is broken: " + e.getMessage());
        }
    }
}
