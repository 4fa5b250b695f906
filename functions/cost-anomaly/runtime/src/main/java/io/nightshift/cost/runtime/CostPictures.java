package io.nightshift.cost.runtime;

import io.nightshift.core.json.JsonException;
import io.nightshift.core.run.Run;
import io.nightshift.core.run.RunPicture;
import io.nightshift.cost.CostProgress;
import io.nightshift.cost.picture.AnomalyPicture;
import java.util.Optional;

/** The pictures of anomalies, by what their runs know of their days. */
public final class CostPictures implements RunPicture.Source {

    @Override
    public Optional<RunPicture> of(Run run) {
        if (!CostProgress.isCost(run)) {
            return Optional.empty();
        }
        try {
            var progress = CostProgress.of(run);
            var days = progress.explanation().days();
            return progress.report()
                    .flatMap(report -> AnomalyPicture.of(report, days))
                    .map(picture -> new RunPicture(
                            "Daily cost of " + picture.title().replaceAll("\\p{Cntrl}+", " "),
                            () -> PngPicture.of(picture)));
        } catch (JsonException e) {
            // A run of another version is told without a picture.
            return Optional.empty();
        }
    }
}
