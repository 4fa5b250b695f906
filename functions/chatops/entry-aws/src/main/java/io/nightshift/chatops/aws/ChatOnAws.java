package io.nightshift.chatops.aws;

import io.nightshift.aws.entry.AwsFunction;
import io.nightshift.aws.entry.AwsWiring;
import io.nightshift.chat.ChatConnections;
import io.nightshift.chat.ChatFunction;
import io.nightshift.core.engine.Engine;
import io.nightshift.core.engine.Ports;
import io.nightshift.core.signal.Origin;
import io.nightshift.entry.ScheduledWork;
import java.util.List;

/** An engine without playbooks: this function decides no run, and orders those that do. */
record ChatOnAws(AwsChatSettings settings) implements AwsFunction {

    @Override
    public Ports ports(AwsWiring wiring) {
        return Ports.of(wiring.ledger(), wiring.timers(), wiring.rules(Origin.NOWHERE), wiring.host())
                .build();
    }

    @Override
    public List<ScheduledWork> scheduled(Ports ports, Engine engine, AwsWiring wiring) {
        return List.of(function(wiring).work());
    }

    ChatFunction function(AwsWiring wiring) {
        return new ChatFunction(
                settings.configuration().common(),
                settings.chat(),
                connections(wiring),
                settings.functions(),
                wiring.orders());
    }

    ChatConnections connections(AwsWiring wiring) {
        return wiring.chatConnections(settings.httpApi());
    }
}
