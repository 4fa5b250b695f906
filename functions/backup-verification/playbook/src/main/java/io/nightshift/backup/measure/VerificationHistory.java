package io.nightshift.backup.measure;

import io.nightshift.core.json.Json;
import io.nightshift.core.json.JsonException;
import io.nightshift.core.json.View;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What the verifications of one entry of the policy measured, oldest first. */
public record VerificationHistory(List<VerificationRecord> records) {

    /** How many are kept: a year of nights. */
    public static final int LENGTH = 400;

    public static final VerificationHistory EMPTY = new VerificationHistory(List.of());

    public VerificationHistory {
        records = List.copyOf(records);
    }

    /** With one more; a record of the same run is replaced, so recording twice changes nothing. */
    public VerificationHistory with(VerificationRecord record) {
        var all = new ArrayList<>(
                records.stream().filter(one -> !one.run().equals(record.run())).toList());
        all.add(record);
        return new VerificationHistory(all.subList(Math.max(0, all.size() - LENGTH), all.size()));
    }

    /** The latest ones. */
    public VerificationHistory latest(int most) {
        return new VerificationHistory(records.subList(Math.max(0, records.size() - most), records.size()));
    }

    /** The last verification of a backup; tests of the checks are none. */
    public Optional<VerificationRecord> last() {
        return records.reversed().stream().filter(record -> !record.canary()).findFirst();
    }

    /** The last test of the checks. */
    public Optional<VerificationRecord> lastCanary() {
        return records.reversed().stream().filter(VerificationRecord::canary).findFirst();
    }

    /** Without tests of the checks. */
    public VerificationHistory ofBackups() {
        return new VerificationHistory(
                records.stream().filter(record -> !record.canary()).toList());
    }

    public Optional<VerificationRecord> lastGood() {
        return records.reversed().stream().filter(VerificationRecord::isGood).findFirst();
    }

    /** What the verifications of that month cost, in UTC. */
    public BigDecimal spent(Instant inMonth) {
        var month = YearMonth.from(inMonth.atZone(ZoneOffset.UTC));
        return records.stream()
                .filter(record ->
                        YearMonth.from(record.at().atZone(ZoneOffset.UTC)).equals(month))
                .map(VerificationRecord::cost)
                .reduce(BigDecimal.ZERO, BigDecimal::add);
    }

    /** The median size of the last good backups; empty if fewer than three are known. */
    public Optional<Long> usualBytes() {
        var sizes = records.reversed().stream()
                .filter(record -> record.isGood() && record.bytes() > 0)
                .limit(9)
                .map(VerificationRecord::bytes)
                .sorted()
                .toList();
        return sizes.size() < 3 ? Optional.empty() : Optional.of(sizes.get(sizes.size() / 2));
    }

    /** How long the last complete verification took. */
    public Optional<Duration> lastTotal() {
        return records.reversed().stream()
                .filter(record -> record.verdict().isPresent())
                .findFirst()
                .map(VerificationRecord::total);
    }

    public Json.Arr toJson() {
        return Json.arr(records.stream().map(VerificationRecord::toJson).toList());
    }

    public static VerificationHistory read(View json) throws JsonException {
        var records = new ArrayList<VerificationRecord>();
        if (json.exists()) {
            for (var item : json.items()) {
                records.add(VerificationRecord.read(item));
            }
        }
        return new VerificationHistory(records);
    }
}
