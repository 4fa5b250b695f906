package io.nightshift.promotion.sandbox.simulation;

import io.nightshift.core.act.Observer.Observed;
import io.nightshift.core.act.Query;
import io.nightshift.core.json.JsonException;
import io.nightshift.core.json.View;
import io.nightshift.core.ledger.Ledger;
import io.nightshift.core.run.Run;
import io.nightshift.promotion.sweep.ImageStatus.Standing;
import io.nightshift.promotion.sweep.NewestImage;
import io.nightshift.promotion.sweep.NewestImage.Age;
import io.nightshift.promotion.sweep.NewestImage.Tagged;
import io.nightshift.promotion.sweep.NewestQuery;
import io.nightshift.promotion.sweep.RegistrySweep.Swept;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** The registry's own list of pushes with their times, and the pushes among them whose event was lost. */
final class LostPushes {

    private final Map<String, Instant> pushedAt = new HashMap<>();

    private final List<Tagged> tagged = new ArrayList<>();
    private final Set<String> lost = new HashSet<>();

    /** @param first the image that exists before the night */
    LostPushes(String first, Instant at) {
        pushed(first, at);
    }

    /** A digest that is pushed again keeps its first time, as in ECR. */
    void pushed(String digest, Instant at) {
        if (pushedAt.putIfAbsent(digest, at) == null) {
            tagged.add(new Tagged("v" + tagged.size(), digest, Optional.of(at)));
        }
    }

    void lose(String digest, Instant at) {
        pushed(digest, at);
        lost.add(digest);
    }

    Observed newest(Query query) throws JsonException {
        var wanted = NewestQuery.read(query);
        var ages = new HashMap<String, Instant>();
        wanted.against().stream()
                .filter(pushedAt::containsKey)
                .forEach(digest -> ages.put(digest, pushedAt.getOrDefault(digest, Instant.MIN)));
        return NewestImage.among(
                tagged.stream().filter(one -> wanted.matches(one.tag())).toList(), Age.PUSHED, 0, ages);
    }

    /**
     * The violation after a sweep: the event of the newest push was lost, and the service has neither a run that knows the
     * push, nor a later request.
     *
     * @param began when the sweep began: a push while one of its workers stalls is for the next sweep
     * @param excused services that need not know it: the sweep cannot determine their versions, or its calls were cut short
     */
    Optional<String> forgotten(List<Swept> swept, Instant began, Ledger ledger, Set<String> excused) {
        var newest = tagged.getLast();
        if (!lost.contains(newest.digest())
                || newest.at().filter(began::isAfter).isEmpty()) {
            return Optional.empty();
        }
        return swept.stream()
                .filter(one -> one.stock().standing() != Standing.QUARANTINED)
                .map(one -> one.stock().service())
                .filter(service -> !excused.contains(service))
                .filter(service -> ledger.runs(Optional.empty(), 1000).items().stream()
                        .noneMatch(run -> run.rule().equals(service) && settles(run, newest)))
                .findFirst()
                .map(service -> "no run of " + service + " knows " + newest.digest() + ", whose push was lost");
    }

    private static boolean settles(Run run, Tagged newest) {
        var state = View.of(run.state());
        return Stream.of(state.at("wish"), state.at("newer")).anyMatch(candidate -> settles(candidate, newest));
    }

    private static boolean settles(View candidate, Tagged newest) {
        try {
            return candidate.exists()
                    && (candidate.at("digest").text().equals(newest.digest())
                            || newest.at()
                                    .filter(Instant.parse(candidate.at("at").text())::isAfter)
                                    .isPresent());
        } catch (JsonException e) {
            throw new IllegalStateException(e);
        }
    }
}
