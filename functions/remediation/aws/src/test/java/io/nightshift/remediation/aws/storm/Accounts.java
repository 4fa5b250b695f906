package io.nightshift.remediation.aws.storm;

import io.nightshift.core.json.JsonException;
import io.nightshift.core.json.View;
import io.nightshift.core.ledger.Audit;
import io.nightshift.core.ledger.Entry;
import io.nightshift.core.run.Run;
import io.nightshift.core.run.Status;
import io.nightshift.sandbox.aws.AwsCall;
import io.nightshift.sandbox.aws.FakeResource.Letter;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * What became of every message of a storm, read from the ledger, the stand-in of AWS and the dead letters, none of which
 * knows of the others.
 *
 * @param acted the instances that were really rebooted, in order
 * @param runs that were begun
 * @param arrivals signals in the ledger
 * @param duplicates signals that the workers counted as such
 * @param letters in the dead-letter queue
 * @param commits turns that the ledger holds
 * @param told what the workers' logs tell, by kind
 * @param verdicts how the acts that runs wanted were judged, by what decided
 * @param faults everything that should not be
 */
record Accounts(
        List<String> acted,
        int runs,
        int arrivals,
        int duplicates,
        int letters,
        long commits,
        Map<String, Integer> told,
        Map<String, Integer> verdicts,
        List<String> faults) {

    private static final Set<String> MUTATING = Set.of("RebootInstances");

    static Accounts of(Storm storm, StormTraffic traffic) {
        var reading = new Reading(storm, traffic);
        reading.acts();
        reading.ledger();
        reading.messages();
        reading.writes();
        return reading.accounts();
    }

    private static final class Reading {

        private final Storm storm;
        private final StormTraffic traffic;
        private final List<String> faults = new ArrayList<>();
        private final List<String> acted = new ArrayList<>();
        private final Set<String> arrived = new HashSet<>();
        private final Map<String, Integer> told = new TreeMap<>();
        private final Map<String, Integer> verdicts = new TreeMap<>();
        private int runs;
        private int letters;
        private long commits;

        Reading(Storm storm, StormTraffic traffic) {
            this.storm = storm;
            this.traffic = traffic;
        }

        void acts() {
            storm.aws.changes().stream()
                    .filter(change -> change.startsWith("reboot "))
                    .forEach(change -> acted.add(change.substring("reboot instance/".length())));
            faults.addAll(storm.fleet.faults(acted));
            long calls = storm.aws.calls().stream()
                    .map(AwsCall::operation)
                    .filter(Reading::changes)
                    .count();
            if (calls != acted.size()) {
                faults.add("%d changing calls for %d acts".formatted(calls, acted.size()));
            }
        }

        private static boolean changes(String operation) {
            return MUTATING.contains(operation)
                    || Stream.of("Describe", "Get", "CreateSchedule", "SendMessage")
                            .noneMatch(operation::startsWith);
        }

        void ledger() {
            Optional<String> from = Optional.empty();
            do {
                var page = storm.ledger.runs(from, 100);
                page.items().forEach(this::run);
                from = page.next();
            } while (from.isPresent());
        }

        private void run(Run run) {
            runs++;
            commits += run.version();
            var finding = Audit.verify(storm.ledger, run.id());
            finding.faults().forEach(fault -> faults.add(run.id() + ": " + fault));
            if (run.status() != Status.FINISHED && run.dueAt().isEmpty()) {
                faults.add(run.id() + " waits for nothing");
            }
            if (!run.pending().isEmpty()) {
                faults.add(run.id() + " has effects that nobody performed");
            }
            int signals = 0;
            for (var entry :
                    storm.ledger.entries(run.id(), Optional.empty(), 1000).items()) {
                if (entry.kind().equals("arrived")) {
                    signals++;
                    arrived(entry);
                }
                if (entry.kind().equals("judged")) {
                    judged(entry);
                }
            }
            if (run.version() > 2L * signals) {
                faults.add("%s: %d writes for %d signals".formatted(run.id(), run.version(), signals));
            }
        }

        private void arrived(Entry entry) {
            try {
                var id = View.of(entry.body())
                        .at("signal", "id")
                        .textOr(entry.body().text());
                if (!arrived.add(id)) {
                    faults.add("a signal is in the ledger twice: " + id);
                }
            } catch (JsonException e) {
                faults.add("an entry cannot be read: " + e.getMessage());
            }
        }

        private void judged(Entry entry) {
            try {
                var decisive = View.of(entry.body()).at("decisive");
                verdicts.merge(
                        decisive.at("verdict").text() + " by "
                                + decisive.at("guardrail").text(),
                        1,
                        Integer::sum);
            } catch (JsonException e) {
                faults.add("an entry cannot be read: " + e.getMessage());
            }
        }

        void messages() {
            storm.workers.forEach(
                    worker -> worker.told().forEach((kind, count) -> told.merge(kind, count, Integer::sum)));
            var kept = storm.aws.things(Letter.class);
            letters = kept.size();
            if (kept.stream()
                    .anyMatch(letter ->
                            letter.attributes().getOrDefault("reason", "").isBlank())) {
                faults.add("a dead letter has no reason");
            }
            if (letters != traffic.unreadable()) {
                faults.add(
                        "%d dead letters of %d messages that cannot be read".formatted(letters, traffic.unreadable()));
            }
            if (arrived.size() != traffic.signals()) {
                faults.add("%d of %d signals are in the ledger".formatted(arrived.size(), traffic.signals()));
            }
            int left = traffic.messages() - arrived.size() - letters;
            // A signal whose turn was committed and whose results were not comes again, and is a duplicate then.
            if (duplicates() < left || duplicates() > left + redelivered()) {
                faults.add("%d counted duplicates, %d messages are neither in a run nor a dead letter"
                        .formatted(duplicates(), left));
            }
        }

        private int redelivered() {
            return storm.ran.stream()
                    .mapToInt(ran -> ran.served().failed().size())
                    .sum();
        }

        private int duplicates() {
            return told.getOrDefault("DUPLICATE", 0);
        }

        /** Where a message came alone its writes are exactly those of its invocation. */
        void writes() {
            for (var ran : storm.ran) {
                int messages = ran.delivery().messages().size();
                if (ran.served().commits() > 2 * messages) {
                    faults.add("%d writes for %d signals".formatted(ran.served().commits(), messages));
                }
            }
            if (commits != storm.toll.commits) {
                faults.add("the ledger holds %d turns, %d went over the wire".formatted(commits, storm.toll.commits));
            }
        }

        Accounts accounts() {
            return new Accounts(
                    List.copyOf(acted),
                    runs,
                    arrived.size(),
                    duplicates(),
                    letters,
                    commits,
                    told,
                    verdicts,
                    List.copyOf(faults));
        }
    }
}
