package io.nightshift.local.backup;

import io.nightshift.backup.BackupProgress;
import io.nightshift.core.json.JsonException;
import io.nightshift.core.json.View;
import io.nightshift.core.run.Run;
import io.nightshift.story.Narration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** How far a restore is, and what each check found; a restore is asked many times how far it is. */
record BackupNarration() implements Narration {

    @Override
    public boolean foldsQueries() {
        return true;
    }

    @Override
    public String details(View details) throws JsonException {
        var said = new ArrayList<String>();
        if (details.at("backups").isArray()) {
            said.add(details.at("backups").items().size() + " backups");
        }
        if (details.at("state").exists()) {
            said.add(details.at("state").text().toLowerCase(java.util.Locale.ROOT)
                    + (details.at("said").textOr("").isEmpty()
                            ? ""
                            : ", " + details.at("said").text()));
        }
        if (details.at("reason").exists() && !details.at("reason").textOr("").isEmpty()) {
            said.add(details.at("reason").text());
        }
        if (details.at("check").exists()) {
            said.add(details.at("check").text() + " " + details.at("verdict").textOr(""));
            findings(details).forEach(said::add);
        }
        return String.join("; ", said);
    }

    private static List<String> findings(View details) throws JsonException {
        return details.at("findings").exists() ? details.at("findings").strings() : List.of();
    }

    @Override
    public Optional<String> after(Optional<Run> before, Run run) throws JsonException {
        var progress = BackupProgress.of(run);
        return Optional.of(
                run.outcome().isPresent()
                        ? "ended: " + run.reason()
                        : "verification in phase " + progress.phase()
                                + progress.order()
                                        .map(order -> "; it removes " + order.name() + " before it ends")
                                        .orElse(""));
    }
}
