package io.nightshift.chatops.gcp;

import io.micronaut.context.annotation.Bean;
import io.micronaut.context.annotation.Context;
import io.micronaut.context.annotation.Factory;
import io.nightshift.chat.ChatApi;
import io.nightshift.chat.ChatConnections;
import io.nightshift.chat.ChatFunction;
import io.nightshift.console.function.ConsoleFunction;
import io.nightshift.core.engine.Engine;
import io.nightshift.core.engine.Ports;
import io.nightshift.core.ledger.Ledger;
import io.nightshift.entry.FunctionHost;
import io.nightshift.entry.SecretStore;
import io.nightshift.gcp.FirestoreLedger;
import io.nightshift.gcp.entry.GcpConnection;
import io.nightshift.gcp.entry.HttpEventHandler;
import jakarta.inject.Singleton;
import java.util.List;

/** Creates the parts of the function, each once, from the settings and the host. */
@Factory
final class ChatWiring {

    @Singleton
    GcpConnection connection(GcpChatSettings settings, FunctionHost host) {
        return GcpConnection.of(settings.cloud(), host);
    }

    @Singleton
    @Bean(preDestroy = "close")
    FirestoreLedger ledger(GcpConnection cloud) {
        return cloud.ledger();
    }

    @Singleton
    SecretStore secrets(GcpConnection cloud) {
        return cloud.secrets();
    }

    @Singleton
    ChatConnections connections(GcpChatSettings settings, GcpConnection cloud, Ledger ledger, SecretStore secrets) {
        return cloud.chatConnections(ledger, secrets, settings.httpApi());
    }

    @Singleton
    ChatFunction function(GcpChatSettings settings, GcpConnection cloud, ChatConnections connections) {
        return new ChatFunction(
                settings.cloud().common(), settings.chat(), connections, settings.functions(), cloud.orders());
    }

    @Context
    ChatApi api(GcpChatSettings settings, ChatFunction function, ChatConnections connections) {
        return function.api(ConsoleFunction.routes(
                settings.signIn(),
                settings.cloud().common().policy(),
                connections,
                function.control(),
                HttpEventHandler.decoders()));
    }

    /** An engine without playbooks: this function decides no run, and orders those that do. */
    @Context
    HttpEventHandler handler(GcpConnection cloud, ChatFunction function, Ledger ledger, FunctionHost host) {
        var engine =
                new Engine(Ports.of(ledger, cloud.timers(), cloud.rules(), host).build());
        return cloud.handler(engine, ledger, List.of(function.work()));
    }
}
