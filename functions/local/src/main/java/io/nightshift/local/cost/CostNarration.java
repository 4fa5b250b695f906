package io.nightshift.local.cost;

import io.nightshift.core.json.JsonException;
import io.nightshift.core.json.View;
import io.nightshift.core.run.Run;
import io.nightshift.cost.CostMessages;
import io.nightshift.cost.CostProgress;
import io.nightshift.story.Narration;
import java.util.Locale;
import java.util.Optional;

/** What a scan found, and how an anomaly stands. */
record CostNarration() implements Narration {

    @Override
    public String details(View details) throws JsonException {
        if (details.at("newest").exists()) {
            return "%s series up to %s, %s anomalies, %d of them news"
                    .formatted(
                            details.at("series").text(),
                            details.at("newest").text(),
                            details.at("anomalies").text(),
                            details.at("changes").items().size());
        }
        if (details.at("drivers").exists()) {
            var drivers = details.at("drivers").items();
            return drivers.isEmpty()
                    ? details.at("missing").textOr("")
                    : "%s %s carries %s %%; %d changes near its start"
                            .formatted(
                                    drivers.getFirst().at("dimension").text(),
                                    drivers.getFirst().at("value").text(),
                                    drivers.getFirst().at("percent").text(),
                                    details.at("changes").items().size());
        }
        return "";
    }

    @Override
    public Optional<String> after(Optional<Run> before, Run run) throws JsonException {
        var progress = CostProgress.of(run);
        var report = progress.report();
        return report.isPresent()
                ? Optional.of(run.id() + " is " + progress.phase().toLowerCase(Locale.ROOT) + ": "
                        + CostMessages.line(report.get()))
                : Optional.empty();
    }
}
