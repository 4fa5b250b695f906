package io.nightshift.backup.policy;

import io.nightshift.backup.BackupPlaybook;
import io.nightshift.backup.BackupSpec;
import io.nightshift.backup.restore.BackupKinds;
import io.nightshift.core.engine.Rules.Route;
import io.nightshift.core.signal.Origin;
import io.nightshift.core.signal.Resource;
import io.nightshift.core.signal.Signal;
import io.nightshift.policy.EntriesContent;
import io.nightshift.policy.MatchFailure;
import io.nightshift.policy.Policy;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The entries of the section {@code backups}, in the order of the file.
 *
 * @param entries by name
 */
public record BackupPolicies(Map<String, BackupPolicy> entries) implements EntriesContent<BackupPolicy> {

    /** The entries of a policy; none if they were not read. */
    public static List<BackupPolicy> of(Policy policy) {
        return EntriesContent.of(policy, BackupPolicies.class);
    }

    @Override
    public String stage() {
        return BackupSpec.STAGE;
    }

    @Override
    public List<Route> route(Policy policy, Signal signal, String environment) {
        return BackupNotice.is(signal)
                ? noticed(signal)
                : named(signal).map(entry -> route(entry, signal.subject())).stream()
                        .toList();
    }

    private List<Route> noticed(Signal signal) {
        var origin = signal.subject().origin();
        return entries.values().stream()
                .filter(entry -> BackupNotice.starts(signal, entry, entry.placed(origin)))
                .map(entry -> route(entry, entry.placed(origin)))
                .toList();
    }

    /** A schedule and a request name their entry. */
    private Optional<BackupPolicy> named(Signal signal) {
        return switch (signal) {
            case Signal.Due due ->
                Optional.ofNullable(entries.get(due.work()))
                        .filter(entry -> entry.schedule().isPresent());
            case Signal.Request request when concerns(request) -> Optional.ofNullable(entries.get(request.rule()));
            default -> Optional.empty();
        };
    }

    private static boolean concerns(Signal.Request request) {
        var kind = request.subject().kind();
        return kind.equals(BackupKinds.RESTORE) || BackupKinds.ALL.contains(kind);
    }

    private static Route route(BackupPolicy entry, Resource subject) {
        return new Route(
                entry.name(),
                "",
                BackupPlaybook.NAME,
                entry.spec().toJson(),
                Optional.of(subject),
                Optional.empty(),
                "");
    }

    @Override
    public Signal.Due identify(Signal.Due due, Origin home) {
        return Optional.ofNullable(entries.get(due.work()))
                .flatMap(entry -> entry.schedule().map(schedule -> schedule.identify(due, entry.placed(home))))
                .orElse(due);
    }

    @Override
    public Stream<Signal.Due> due(Instant now, Duration within) {
        return entries.values().stream()
                .flatMap(entry -> entry.schedule().flatMap(schedule -> schedule.latest(now, within)).stream()
                        .map(time -> Signal.Due.of(entry.name(), time)));
    }

    @Override
    public Map<String, String> schedules() {
        var all = new HashMap<String, String>();
        entries.values()
                .forEach(entry -> entry.schedule().ifPresent(schedule -> all.put(entry.name(), schedule.times())));
        return all;
    }

    @Override
    public List<List<MatchFailure>> misses(Signal signal, String environment) {
        if (!(signal instanceof Signal.Request request) || !concerns(request)) {
            return List.of();
        }
        return entries.keySet().stream()
                .map(name -> request.rule().equals(name)
                        ? List.<MatchFailure>of()
                        : List.of(new MatchFailure(name, "the entry's name", name, request.rule())))
                .toList();
    }
}
