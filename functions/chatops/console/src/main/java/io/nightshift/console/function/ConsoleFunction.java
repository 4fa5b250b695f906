package io.nightshift.console.function;

import io.nightshift.api.ApiRequest;
import io.nightshift.api.ApiResponse;
import io.nightshift.api.ApiRoutes;
import io.nightshift.chat.ChatConnections;
import io.nightshift.chat.command.RunControl;
import io.nightshift.console.ConsoleSources;
import io.nightshift.console.signin.SignIn;
import io.nightshift.console.signin.SignInSettings;
import io.nightshift.console.web.Console;
import io.nightshift.core.decode.Decoders;
import io.nightshift.entry.Lazy;
import io.nightshift.policy.Policy;
import io.nightshift.report.StoredFigures;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

/**
 * The console on the function of chats: pages poll, people sign in, and what they confirm is an order to the function that has the
 * engine. It is made at the first request for it, because commands of chats are answered sooner without it.
 */
public final class ConsoleFunction implements ApiRoutes {

    private final Lazy<Console> console;

    private ConsoleFunction(Lazy<Console> console) {
        this.console = console;
    }

    /**
     * None without an OpenID provider: everybody can reach a function.
     *
     * @param decoders read a pasted payload
     */
    public static List<ApiRoutes> routes(
            Optional<SignInSettings> settings,
            Policy policy,
            ChatConnections connections,
            RunControl control,
            Decoders decoders) {
        return settings
                .<ApiRoutes>map(provider -> new ConsoleFunction(
                        new Lazy<>(() -> console(provider, policy, connections, control, decoders))))
                .stream()
                .toList();
    }

    private static Console console(
            SignInSettings provider,
            Policy policy,
            ChatConnections connections,
            RunControl control,
            Decoders decoders) {
        var sources = new ConsoleSources(
                connections.ledger(),
                control,
                () -> policy,
                connections.host(),
                new PlainRunTexts(),
                new MatchExplainer(decoders, () -> policy),
                new StoredFigures(connections.ledger()),
                Optional.empty());
        var access =
                new SignIn(provider, connections.secrets(), connections.ledger(), () -> policy, connections.host());
        return new Console(sources, access, List.of(), false);
    }

    @Override
    public boolean serves(ApiRequest request) {
        return Console.isBelow(request.path());
    }

    @Override
    public ApiResponse answer(ApiRequest request) throws IOException {
        return console.get().answer(request);
    }
}
