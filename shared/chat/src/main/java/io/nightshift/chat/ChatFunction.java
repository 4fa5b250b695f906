package io.nightshift.chat;

import io.nightshift.api.ApiRoutes;
import io.nightshift.chat.channel.ChannelMessenger;
import io.nightshift.chat.command.ChatCommand;
import io.nightshift.chat.command.ChatReply;
import io.nightshift.chat.command.CommandCenter;
import io.nightshift.chat.command.CommandLog;
import io.nightshift.chat.command.NamedVerb;
import io.nightshift.chat.command.OrderControl;
import io.nightshift.chat.command.RunControl;
import io.nightshift.chat.command.RunVerbs;
import io.nightshift.core.act.Messenger;
import io.nightshift.core.ledger.Ledger;
import io.nightshift.core.run.Run;
import io.nightshift.core.run.RunId;
import io.nightshift.entry.CommonConfig;
import io.nightshift.entry.EnvironmentVariable;
import io.nightshift.entry.FunctionHost;
import io.nightshift.entry.ScheduledWork;
import io.nightshift.entry.Variables;
import io.nightshift.policy.Person;
import io.nightshift.story.Narration;
import io.nightshift.story.RunStory;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The function of chats on any cloud: takes commands, and orders the other functions to do them. */
public final class ChatFunction {

    /** The name of the work that the minute timer does. */
    public static final String WORK = "chat-commands";

    private static final String FUNCTIONS = "NIGHTSHIFT_CHAT_FUNCTIONS";
    private static final Pattern ENTRY = Pattern.compile("([a-z-]{1,40})=(\\S{1,2000})");

    /** In addition to those of chats. */
    public static final EnvironmentVariable KEY = new EnvironmentVariable(
            FUNCTIONS,
            false,
            "The functions to order: NAME=ARN or NAME=URL, separated by commas; NAME as remediation or promotion.");

    private final FunctionHost host;
    private final RunControl control;
    private final List<ApiRoutes> routes;
    private final Chat chat;
    private final CommandCenter center;
    private final ChannelMessenger messenger;

    /** @param functions by the names of their playbooks */
    public ChatFunction(
            CommonConfig configuration,
            ChatSettings settings,
            ChatConnections connections,
            Map<String, String> functions,
            OrderControl.Orders orders) {
        var policy = configuration.policy();
        FunctionHost host = connections.host();
        Ledger ledger = connections.ledger();
        chat = new Chat(configuration, settings, connections);
        control = new OrderControl(ledger, functions, orders, host);
        var verbs = new ArrayList<>(new RunVerbs(ledger, control, host, run -> story(ledger, run)).all());
        verbs.add(NamedVerb.changing("rollback", "RUN [REASON] - roll a promotion back", this::rollback));
        center = new CommandCenter(
                new CommandLog(ledger, host, policy.hash()), () -> policy, () -> verbs, Runnable::run, host);
        routes = chat.routes(center, () -> policy, true);
        this.host = host;
        messenger = chat.messenger(Messenger.NONE);
    }

    /** The same words as on the page of the run. */
    private static List<String> story(Ledger ledger, Run run) {
        return RunStory.of(ledger, run, Narration.PLAIN).stream()
                .map(line -> line.at() + "  " + line.text())
                .toList();
    }

    private ChatReply rollback(ChatCommand command, Person who) {
        var words = command.arguments();
        return words.isEmpty()
                ? ChatReply.refused("Which run? /nightshift rollback RUN; /nightshift runs lists them.")
                : control.command(
                        new RunId(words.getFirst()),
                        "rollback",
                        who.name(),
                        words.size() > 1 ? String.join(" ", words.subList(1, words.size())) : "no reason given");
    }

    /** What commands do to runs. */
    public RunControl control() {
        return control;
    }

    /** @param more what it serves besides the chats, such as the console */
    public ChatApi api(List<ApiRoutes> more) {
        return new ChatApi(Stream.concat(routes.stream(), more.stream()).toList(), host);
    }

    /** Finishes commands of a process that died, and sends the digests that are due. */
    public ScheduledWork work() {
        return new ScheduledWork(WORK, Duration.ofMinutes(1), () -> {
            center.sweep(chat::answer);
            messenger.sendDigests();
            return List.of();
        });
    }

    /** The functions that the variable names. */
    public static Map<String, String> functions(Variables variables) {
        var functions = new LinkedHashMap<String, String>();
        variables.get(FUNCTIONS).ifPresent(text -> {
            for (var part : text.split(",", -1)) {
                var entry = ENTRY.matcher(part.strip());
                if (entry.matches()) {
                    functions.put(entry.group(1), entry.group(2));
                } else {
                    variables.problem(FUNCTIONS + " is invalid: expected NAME=ARN or NAME=URL, separated by commas");
                }
            }
        });
        return functions;
    }
}
