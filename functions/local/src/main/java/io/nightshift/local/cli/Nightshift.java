package io.nightshift.local.cli;

import io.nightshift.core.ledger.LedgerException;
import io.nightshift.local.host.FunctionList;
import io.nightshift.text.TerminalText;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.stream.Stream;
import picocli.AutoComplete.GenerateCompletion;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** The command line: {@code nightshift COMMAND}. */
@CommandLine.Command(
        name = "nightshift",
        mixinStandardHelpOptions = true,
        version = "nightshift 0.1.0",
        description = "The on-call shift that runs itself.",
        footerHeading = "%nExit codes:%n",
        footer = {
            "  0   done",
            "  1   done, and the answer is no (invalid policy, broken chain, rejected input)",
            "  2   the command line is wrong",
            "  69  a file, ledger or port is not available",
            "  70  a fault of Nightshift itself",
            "",
            "Examples:",
            "  nightshift demo",
            "  nightshift decode events/aws/*/*.json --json",
            "  nightshift replay alarm.json --policy nightshift.yaml"
        })
public final class Nightshift implements Runnable {

    private final FunctionList functions;
    private final Terminal terminal;

    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli before run()
    private CommandSpec spec;

    private Nightshift(FunctionList functions, Terminal terminal) {
        this.functions = functions;
        this.terminal = terminal;
    }

    Terminal terminal() {
        return terminal;
    }

    FunctionList functions() {
        return functions;
    }

    /** Without a command: prints the help to stderr, as for every invalid command line. */
    @Override
    public void run() {
        throw new CommandLine.ParameterException(spec.commandLine(), "a command is missing");
    }

    /** Runs one command line; the exit code is one of {@link ExitCode}. */
    public static int run(FunctionList functions, Terminal terminal, String... args) {
        return commandLine(functions, terminal)
                .setOut(new PrintWriter(terminal.out(), true, StandardCharsets.UTF_8))
                .setErr(new PrintWriter(terminal.err(), true, StandardCharsets.UTF_8))
                .setExecutionExceptionHandler((fault, command, parsed) -> fault(terminal, fault))
                .execute(args);
    }

    /** The commands of this host, and between them those of the functions. */
    static CommandLine commandLine(FunctionList functions, Terminal terminal) {
        var line = new CommandLine(new Nightshift(functions, terminal));
        Stream.of(
                        new DemoCommand(),
                        new SimulateCommand(),
                        new DecodeCommand(),
                        new ValidateCommand(),
                        new ReplayCommand(),
                        new BacktestCommand(),
                        new ServeCommand())
                .forEach(line::addSubcommand);
        functions.commands().forEach(line::addSubcommand);
        Stream.of(
                        new RunsCommand(),
                        new ShowCommand(),
                        new PauseCommand(),
                        new ResumeCommand(),
                        new ApproveCommand(),
                        new RejectCommand(),
                        new AbortCommand(),
                        new AuditCommand(),
                        new IamCommand(),
                        new InitCommand(),
                        new SurveyCommand(),
                        new ReportCommand(),
                        new ExplainCommand(),
                        new GenerateCompletion(),
                        new CommandLine.HelpCommand())
                .forEach(line::addSubcommand);
        return line.setCaseInsensitiveEnumValuesAllowed(true);
    }

    private static int fault(Terminal terminal, Exception fault) {
        switch (fault) {
            case CommandError refusal -> {
                terminal.complain(TerminalText.safe(String.valueOf(refusal.getMessage())));
                return refusal.exit();
            }
            case LedgerException e -> {
                terminal.complain(TerminalText.safe("the ledger: " + e.getMessage()));
                return ExitCode.UNAVAILABLE;
            }
            default -> {
                // The text of an unexpected exception may contain anything; its type and place are enough to find the
                // bug.
                var place = fault.getStackTrace().length == 0 ? "" : " at " + fault.getStackTrace()[0];
                terminal.complain(
                        "this is a bug in Nightshift: " + fault.getClass().getName() + place);
                return ExitCode.BUG;
            }
        }
    }
}
