package io.nightshift.core.guard;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Lets owners opt a resource out, or requires them to opt it in, by a tag or label on the resource itself. */
final class TagGuardrail implements Guardrail {
    /** Opt out for a time; labels of Google Cloud have no colon. */
    private static final List<String> UNTIL = List.of("nightshift:opt-out-until", "nightshift-opt-out-until");

    @Override
    public String name() {
        return "tags";
    }

    @Override
    public Verdict judge(Proposal act, Marks marks) {
        var settings = act.overrides();
        for (var wanted : settings.optOut()) {
            if (carries(act.tags(), wanted)) {
                return deny(act.action().target().label() + " opts out by the tag " + wanted);
            }
        }
        for (var name : UNTIL) {
            var text = act.tags().get(name);
            if (text != null && !isOver(text.strip(), act.now())) {
                return deny(act.action().target().label() + " opts out by the tag " + name + "="
                        + (end(text.strip()).isPresent() ? text.strip() : "…, which is neither a date nor a time"));
            }
        }
        if (settings.optIn().isEmpty()) {
            return allow("no opt-out tag");
        }
        return settings.optIn().stream().anyMatch(wanted -> carries(act.tags(), wanted))
                ? allow("opted in by tag")
                : deny(act.action().target().label() + " carries none of the opt-in tags " + sorted(settings.optIn()));
    }

    /** A value that cannot be read is never over: its owner wanted the resource left alone. */
    private static boolean isOver(String text, Instant now) {
        return end(text).filter(end -> !now.isBefore(end)).isPresent();
    }

    /** A date is over when its day is, in UTC. */
    private static Optional<Instant> end(String text) {
        try {
            return Optional.of(
                    text.indexOf('T') < 0
                            ? LocalDate.parse(text)
                                    .plusDays(1)
                                    .atStartOfDay(ZoneOffset.UTC)
                                    .toInstant()
                            : OffsetDateTime.parse(text).toInstant());
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }

    private static boolean carries(Map<String, String> tags, String wanted) {
        int equals = wanted.indexOf('=');
        return equals < 0
                ? tags.containsKey(wanted)
                : wanted.substring(equals + 1).equals(tags.get(wanted.substring(0, equals)));
    }

    private static String sorted(Set<String> tags) {
        return String.join(", ", tags.stream().sorted().toList());
    }
}
