package io.nightshift.console.function;

import io.nightshift.console.PayloadExplainer;
import io.nightshift.core.decode.Decoders;
import io.nightshift.core.signal.Payload;
import io.nightshift.core.signal.Signal;
import io.nightshift.policy.Policy;
import io.nightshift.policy.PolicyRules;
import io.nightshift.text.TerminalText;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/** Says which rules are for a payload; the runs are decided by functions that this one does not know. */
record MatchExplainer(Decoders decoders, Supplier<Policy> policy) implements PayloadExplainer {

    private static final int MOST_SIGNALS = 50;

    @Override
    public List<Explanation> explain(byte[] payload) {
        var rules = new PolicyRules(policy.get());
        var decoded = decoders.decode(new Payload(payload, Map.of()));
        var explained = new ArrayList<Explanation>();
        decoded.rejected().forEach(one -> explained.add(new Explanation("Cannot be read", List.of(one.toString()))));
        decoded.ignored().forEach(one -> explained.add(new Explanation("Says nothing to Nightshift", List.of(one))));
        decoded.signals().stream()
                .limit(MOST_SIGNALS)
                .map(rules::identify)
                .forEach(signal -> explained.add(explained(rules, signal)));
        return explained;
    }

    private static Explanation explained(PolicyRules rules, Signal signal) {
        var routes = rules.route(signal);
        return new Explanation(
                TerminalText.safe(signal.type() + " " + signal.name() + " on " + signal.subject()),
                routes.isEmpty()
                        ? List.of(TerminalText.safe("No rule is for it: "
                                + rules.nearest(signal).stream()
                                        .map(Object::toString)
                                        .collect(Collectors.joining(", and "))
                                + "."))
                        : routes.stream()
                                .map(route -> "Rule " + route.rule() + " is for it.")
                                .toList());
    }
}
