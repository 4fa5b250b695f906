package io.nightshift.local.host;

import io.nightshift.api.ApiRequest;
import io.nightshift.api.ApiResponse;
import io.nightshift.api.ApiRoutes;
import io.nightshift.chat.Chat;
import io.nightshift.chat.command.ChatVerb;
import io.nightshift.chat.command.CommandCenter;
import io.nightshift.chat.command.CommandLog;
import io.nightshift.chat.command.EngineControl;
import io.nightshift.chat.command.RunVerbs;
import io.nightshift.core.engine.Engine;
import io.nightshift.core.engine.PauseSwitches;
import io.nightshift.core.engine.Ports;
import io.nightshift.core.ledger.Ledger;
import io.nightshift.entry.FunctionHost;
import io.nightshift.policy.Policy;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executor;

/** The chats of {@code serve} under one policy: the commands that people give, and what is sent together. */
public final class ServedChat implements ApiRoutes {

    private final Chat chat;
    private final CommandCenter center;
    private final List<ApiRoutes> routes;
    private final Runnable digests;

    /** @param workers carries commands out after they were acknowledged */
    public ServedChat(
            FunctionList functions,
            Ports ports,
            Engine engine,
            HostSettings settings,
            FunctionHost host,
            Executor workers) {
        var policy = settings.common().policy();
        var ledger = ports.ledger();
        chat = LocalHost.chat(settings, ledger, host);
        var verbs = verbs(functions, ports, engine, policy, settings, host);
        center = new CommandCenter(
                new CommandLog(ledger, host, policy.hash()), () -> policy, () -> verbs, workers, host);
        routes = chat.routes(center, () -> policy);
        var messenger = chat.messenger(ports.messenger());
        digests = messenger::sendDigests;
    }

    private static List<ChatVerb> verbs(
            FunctionList functions,
            Ports ports,
            Engine engine,
            Policy policy,
            HostSettings settings,
            FunctionHost host) {
        Ledger ledger = ports.ledger();
        var switches = new PauseSwitches(ledger, host, policy.hash());
        var verbs = new ArrayList<>(new RunVerbs(
                        ledger,
                        new EngineControl(() -> engine, () -> switches),
                        host,
                        run -> functions.story(ledger, run).stream()
                                .map(line -> line.at() + "  " + line.text())
                                .toList())
                .all());
        functions.all().forEach(function -> verbs.addAll(function.chatVerbs(ports, engine, policy, settings)));
        return List.copyOf(verbs);
    }

    @Override
    public boolean serves(ApiRequest request) {
        return routes.stream().anyMatch(route -> route.serves(request));
    }

    @Override
    public ApiResponse answer(ApiRequest request) throws IOException {
        for (var route : routes) {
            if (route.serves(request)) {
                return route.answer(request);
            }
        }
        throw new IllegalStateException("asked for a path that no chat has");
    }

    /** Carries out the commands that a process which died had acknowledged, and sends the digests that are due. */
    public void sweep() {
        center.sweep(chat::answer);
        digests.run();
    }
}
