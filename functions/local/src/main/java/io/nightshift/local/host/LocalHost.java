package io.nightshift.local.host;

import io.nightshift.api.LinkedMessenger;
import io.nightshift.chat.Chat;
import io.nightshift.chat.ChatConnections;
import io.nightshift.core.act.Messenger;
import io.nightshift.core.engine.Engine;
import io.nightshift.core.engine.EngineLimits;
import io.nightshift.core.engine.Ports;
import io.nightshift.core.ledger.Ledger;
import io.nightshift.core.ledger.Timers;
import io.nightshift.core.run.RunPicture;
import io.nightshift.entry.FunctionHost;
import io.nightshift.entry.SecretStore;
import io.nightshift.entry.WebhookChannels;
import io.nightshift.policy.PolicyRules;

/** Every function in one process: the engine with all connections that this machine's environment configures. */
public final class LocalHost {

    private LocalHost() {}

    /** @param timers for {@code serve}; a command that moves one run and ends sets none, and the sweeper wakes the run */
    public static Engine engine(
            FunctionList functions, Ledger ledger, Timers timers, HostSettings settings, FunctionHost host) {
        return new Engine(ports(functions, ledger, timers, settings, host));
    }

    /** The ports of the engine; the sweep of registries uses the same ones. */
    public static Ports ports(
            FunctionList functions, Ledger ledger, Timers timers, HostSettings settings, FunctionHost host) {
        var rules = settings.accounts().within(new PolicyRules(settings.common().policy(), settings.home()));
        var webhooks =
                new WebhookChannels(settings.common(), host, SecretStore.NONE, HostConnections.attempt(settings));
        var clusters = settings.kube().map(kube -> kube.places(host));
        var connections = new HostConnections(settings, host, ledger, rules.hash(), webhooks, clusters);
        var ports = Ports.of(ledger, timers, rules, host)
                .messenger(chat(settings, ledger, host, pictures(functions)).messenger(messenger(connections)))
                .limits(EngineLimits.DEFAULT.withLease(settings.lease()));
        for (var function : functions.all()) {
            ports.function(function.module()).adapters(function.adapters(connections));
        }
        return ports.build();
    }

    /** The chats of the policy. */
    public static Chat chat(HostSettings settings, Ledger ledger, FunctionHost host) {
        return chat(settings, ledger, host, RunPicture.Source.NONE);
    }

    private static Chat chat(HostSettings settings, Ledger ledger, FunctionHost host, RunPicture.Source pictures) {
        return new Chat(
                settings.common(),
                settings.chat(),
                ChatConnections.of(
                                ledger,
                                SecretStore.NONE,
                                host,
                                () -> settings.httpApi().approvals())
                        .showing(pictures));
    }

    /** Each function knows its own runs. */
    private static RunPicture.Source pictures(FunctionList functions) {
        return run -> functions.all().stream()
                .flatMap(function -> function.pictures().of(run).stream())
                .findFirst();
    }

    private static Messenger messenger(HostConnections connections) {
        var channels = connections.webhooks().messenger();
        var delivered = connections.settings().common().channels().keySet();
        return connections
                .settings()
                .httpApi()
                .approvals()
                .<Messenger>map(links -> new LinkedMessenger(channels, delivered, connections.ledger(), () -> links))
                .orElse(channels);
    }
}
