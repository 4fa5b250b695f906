package io.nightshift.backup.check;

import io.nightshift.core.json.Json;
import io.nightshift.core.json.JsonException;
import io.nightshift.core.json.View;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What one check found.
 *
 * @param check the name of the check
 * @param findings what is wrong, or worth to know, each with the name of the object; for a good one often empty
 * @param counts by object: rows, bytes, seconds
 * @param hashes by object
 */
public record CheckResult(
        String check,
        BackupVerdict verdict,
        List<String> findings,
        SortedMap<String, Long> counts,
        SortedMap<String, String> hashes,
        Duration took) {

    /** More findings are counted, not named. */
    public static final int MOST_FINDINGS = 20;

    private static final int LONGEST_FINDING = 400;

    public CheckResult {
        findings = limited(findings);
        counts = Collections.unmodifiableSortedMap(new TreeMap<>(counts));
        hashes = Collections.unmodifiableSortedMap(new TreeMap<>(hashes));
    }

    public static CheckResult of(String check, BackupVerdict verdict, List<String> findings) {
        return new CheckResult(check, verdict, findings, new TreeMap<>(), new TreeMap<>(), Duration.ZERO);
    }

    public static CheckResult good(String check) {
        return of(check, BackupVerdict.GOOD, List.of());
    }

    public static CheckResult broken(String check, String finding) {
        return of(check, BackupVerdict.BROKEN, List.of(finding));
    }

    public static CheckResult undecidable(String check, String finding) {
        return of(check, BackupVerdict.UNDECIDABLE, List.of(finding));
    }

    public CheckResult counting(Map<String, Long> found) {
        return new CheckResult(check, verdict, findings, new TreeMap<>(found), hashes, took);
    }

    public CheckResult hashing(Map<String, String> found) {
        return new CheckResult(check, verdict, findings, counts, new TreeMap<>(found), took);
    }

    public CheckResult taking(Duration time) {
        return new CheckResult(check, verdict, findings, counts, hashes, time);
    }

    private static List<String> limited(List<String> findings) {
        var named =
                findings.stream().limit(MOST_FINDINGS).map(CheckResult::line).toList();
        int more = findings.size() - named.size();
        if (more == 0) {
            return named;
        }
        var all = new ArrayList<>(named);
        // A list that was read back ends with such a line already and is not cut again.
        all.set(MOST_FINDINGS - 1, "and " + (more + 1) + " more");
        return List.copyOf(all);
    }

    /** One line: control characters of a hostile name become spaces. */
    private static String line(String finding) {
        var text = finding.replaceAll("\\p{Cntrl}+", " ").strip();
        return text.length() <= LONGEST_FINDING ? text : text.substring(0, LONGEST_FINDING - 1) + "…";
    }

    public Json.Obj toJson() {
        var numbers = Json.obj();
        for (var count : counts.entrySet()) {
            numbers = numbers.with(count.getKey(), count.getValue());
        }
        return Json.obj()
                .with("check", check)
                .with("verdict", verdict.name())
                .with("findings", Json.strings(findings))
                .with("counts", numbers)
                .with("hashes", Json.strings(hashes))
                .with("millis", took.toMillis());
    }

    public static CheckResult read(View json) throws JsonException {
        var counts = new TreeMap<String, Long>();
        for (var name : json.at("counts").texts().keySet()) {
            counts.put(name, json.at("counts", name).integer());
        }
        return new CheckResult(
                json.at("check").nonBlank(),
                json.at("verdict").constant(BackupVerdict.class),
                json.at("findings").strings(),
                counts,
                new TreeMap<>(json.at("hashes").texts()),
                Duration.ofMillis(json.at("millis").integer()));
    }
}
