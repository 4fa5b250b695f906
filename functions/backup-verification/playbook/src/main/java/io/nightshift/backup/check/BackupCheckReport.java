package io.nightshift.backup.check;

import io.nightshift.core.json.Json;
import io.nightshift.core.json.JsonException;
import io.nightshift.core.json.View;
import java.util.ArrayList;
import java.util.List;

/** The results of all checks of one restored backup, in the order in which they were performed. */
public record BackupCheckReport(List<CheckResult> results) {

    public BackupCheckReport {
        results = List.copyOf(results);
    }

    /** The worst of all; without any check it is broken. */
    public BackupVerdict verdict() {
        return BackupVerdict.worst(results.stream().map(CheckResult::verdict).toList());
    }

    /** What is wrong, or could not be decided, with the name of its check. */
    public List<String> findings() {
        if (results.isEmpty()) {
            return List.of("nothing was checked");
        }
        return results.stream()
                .filter(result -> result.verdict() != BackupVerdict.GOOD)
                .flatMap(result -> result.findings().stream().map(finding -> result.check() + ": " + finding))
                .toList();
    }

    /** What is worth to know of what is good, with the name of its check. */
    public List<String> notes() {
        return results.stream()
                .filter(result -> result.verdict() == BackupVerdict.GOOD)
                .flatMap(result -> result.findings().stream().map(finding -> result.check() + ": " + finding))
                .toList();
    }

    public Json.Arr toJson() {
        return Json.arr(results.stream().map(CheckResult::toJson).toList());
    }

    public static BackupCheckReport read(View json) throws JsonException {
        var results = new ArrayList<CheckResult>();
        for (var item : json.items()) {
            results.add(CheckResult.read(item));
        }
        return new BackupCheckReport(results);
    }
}
