package io.nightshift.core.guard;

import java.util.Map;
import java.util.Set;

/** Lets owners opt a resource out, or requires them to opt it in, by a tag or label on the resource itself. */
final class TagGuardrail implements Guardrail {
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
        if (settings.optIn().isEmpty()) {
            return allow("no opt-out tag");
        }
        return settings.optIn().stream().anyMatch(wanted -> carries(act.tags(), wanted))
                ? allow("opted in by tag")
                : deny(act.action().target().label() + " carries none of the opt-in tags " + sorted(settings.optIn()));
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
