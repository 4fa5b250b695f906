package io.nightshift.local.cli;

import io.nightshift.console.PayloadExplainer;
import io.nightshift.core.signal.Payload;
import io.nightshift.local.host.FunctionList;
import io.nightshift.local.host.KnownFormats;
import io.nightshift.local.host.Replay;
import io.nightshift.policy.Policy;
import io.nightshift.policy.PolicyRules;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/** Explains a payload as {@code nightshift explain} does. */
record PastedPayload(FunctionList functions, Supplier<Policy> policy) implements PayloadExplainer {

    private static final int MOST_SIGNALS = 50;

    @Override
    public List<Explanation> explain(byte[] payload) {
        var rules = new PolicyRules(policy.get());
        var decoded = KnownFormats.decoders().decode(new Payload(payload, Map.of()));
        var explained = new ArrayList<Explanation>();
        decoded.rejected().forEach(one -> explained.add(new Explanation("Cannot be read", List.of(one.toString()))));
        decoded.ignored().forEach(one -> explained.add(new Explanation("Says nothing to Nightshift", List.of(one))));
        var signals = decoded.signals().stream().limit(MOST_SIGNALS).toList();
        Replay.of(functions.modules(), signals, rules, Optional.empty()).answers().stream()
                .map(answer -> ExplainCommand.explained(rules, answer))
                .forEach(one -> explained.add(new Explanation(one.about(), one.sentences())));
        return explained;
    }
}
