package io.nightshift.local.host;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.nightshift.core.act.ActionCatalogue;
import io.nightshift.core.engine.Adapters;
import io.nightshift.core.engine.Engine;
import io.nightshift.core.engine.EngineResult;
import io.nightshift.core.engine.EngineResult.Kind;
import io.nightshift.core.engine.FunctionModule;
import io.nightshift.core.engine.Rules.Route;
import io.nightshift.core.guard.GuardrailSettings;
import io.nightshift.core.json.Json;
import io.nightshift.core.json.JsonException;
import io.nightshift.core.json.View;
import io.nightshift.core.ledger.InMemoryLedger;
import io.nightshift.core.run.Context;
import io.nightshift.core.run.Effect;
import io.nightshift.core.run.Fact;
import io.nightshift.core.run.Outcome;
import io.nightshift.core.run.Playbook;
import io.nightshift.core.run.RunId;
import io.nightshift.core.run.Step;
import io.nightshift.core.signal.AlarmState;
import io.nightshift.core.signal.Glob;
import io.nightshift.core.signal.Origin;
import io.nightshift.core.signal.Resource;
import io.nightshift.core.signal.Signal;
import io.nightshift.core.signal.SignalId;
import io.nightshift.entry.EnvironmentVariable;
import io.nightshift.entry.FunctionHost;
import io.nightshift.local.Functions;
import io.nightshift.local.cli.BaseCommand;
import io.nightshift.local.cli.ExitCode;
import io.nightshift.local.cli.Nightshift;
import io.nightshift.local.cli.PolicyOption;
import io.nightshift.local.cli.Terminal;
import io.nightshift.policy.MatchFailure;
import io.nightshift.policy.Parsed;
import io.nightshift.policy.Policy;
import io.nightshift.policy.PolicyAssembly;
import io.nightshift.policy.PolicyKey;
import io.nightshift.policy.PolicyProblem;
import io.nightshift.policy.PolicySchema;
import io.nightshift.policy.PolicySection;
import io.nightshift.policy.PolicySettings;
import io.nightshift.policy.PolicyShape;
import io.nightshift.policy.Scalars;
import io.nightshift.policy.SectionContent;
import io.nightshift.policy.Shape.Named;
import io.nightshift.policy.Shape.Table;
import io.nightshift.sandbox.contract.NextTurn;
import io.nightshift.text.Colours;
import java.io.ByteArrayOutputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;
import picocli.CommandLine.Mixin;

/** A function that is not one of ours, added to a host as the documentation says. */
final class ExampleFunctionTest {

    private static final String GREETING = "NIGHTSHIFT_GREETING";
    private static final Path ROOT = Path.of(System.getProperty("nightshift.root", "../.."));

    /** All that an empty function is to this host. */
    private record Example() implements LocalFunction {
        @Override
        public FunctionModule module() {
            return new FunctionModule(new ExamplePlaybook(), new ActionCatalogue(List.of()));
        }

        @Override
        public Adapters adapters(HostConnections connections) {
            return Adapters.NONE;
        }

        @Override
        public Optional<PolicySection> section() {
            return Optional.of(new ExampleSection());
        }

        @Override
        public List<EnvironmentVariable> variables() {
            return List.of(new EnvironmentVariable(GREETING, false, "What the command prints."));
        }

        @Override
        public FunctionSettings settings(SettingsReading reading) {
            return new ExampleSettings(reading.variables().get(GREETING));
        }

        @Override
        public List<Command> commands() {
            return List.of(new GreetCommand());
        }
    }

    private record ExampleSettings(Optional<String> greeting) implements FunctionSettings {}

    /** Prints the variable. */
    @CommandLine.Command(name = "greet", description = "Greet.")
    private static final class GreetCommand extends BaseCommand {
        @Mixin
        private final PolicyOption policy = new PolicyOption();

        @Override
        public Integer call() {
            terminal()
                    .print(settings(policy.read(this))
                            .own(ExampleSettings.class)
                            .greeting()
                            .orElse("nothing"));
            return ExitCode.OK;
        }
    }

    /** {@code examples: {NAME: {on: PATTERN}}}: takes the alarms of that name. */
    private record ExampleSection() implements PolicySection {
        @Override
        public PolicyKey key() {
            var on = PolicyKey.required("on", Scalars.GLOB, "The alarm's name; a pattern.");
            var guardrails = PolicyShape.guardrails("example-", GuardrailSettings.DEFAULT);
            var keys = PolicyShape.join(List.of(on), PolicyShape.commonSettings(guardrails));
            return PolicyKey.optional("examples", new Named(Scalars.NAME, new Table("example", keys)), "Examples.");
        }

        @Override
        public String item() {
            return "example";
        }

        @Override
        public Examples read(View root) throws JsonException {
            return new Examples(PolicyAssembly.each(
                    root.at("examples"),
                    (name, one) ->
                            new ExampleItem(Glob.of(one.at("on").text()).orElseThrow(), PolicyAssembly.settings(one))));
        }
    }

    private record ExampleItem(Glob on, PolicySettings settings) {}

    private record Examples(Map<String, ExampleItem> items) implements SectionContent {
        @Override
        public Set<String> names() {
            return items.keySet();
        }

        @Override
        public Stream<PolicySettings> levels() {
            return items.values().stream().map(ExampleItem::settings);
        }

        @Override
        public List<Route> route(Policy policy, Signal signal, String environment) {
            return items.entrySet().stream()
                    .filter(item -> item.getValue().on().matches(signal.name()))
                    .map(item -> new Route(item.getKey(), environment, new ExamplePlaybook().name(), Json.obj()))
                    .toList();
        }

        @Override
        public List<List<MatchFailure>> misses(Signal signal, String environment) {
            return items.entrySet().stream()
                    .map(item -> Stream.of(item.getValue().on())
                            .filter(on -> !on.matches(signal.name()))
                            .map(on -> new MatchFailure(item.getKey(), "on", on.toString(), signal.name()))
                            .toList())
                    .toList();
        }

        @Override
        public PolicySettings settings(Policy policy, String name, String environment) {
            var own = Objects.requireNonNull(items.get(name)).settings();
            return own.over(policy.settings(GuardrailSettings.DEFAULT));
        }
    }

    /** Ends at the first fact. */
    private record ExamplePlaybook() implements Playbook<String> {
        @Override
        public String name() {
            return NextTurn.first("example").turn().run().key().playbook();
        }

        @Override
        public boolean begins(Signal signal) {
            return true;
        }

        @Override
        public String cause(Signal signal, String rule) {
            return rule;
        }

        @Override
        public String start(Context context) {
            return "";
        }

        @Override
        public Step<String> decide(String state, Fact fact, Context context) {
            return Step.of(state, new Effect.Finish(Outcome.RESOLVED, "an example"));
        }

        @Override
        public Json.Obj write(String state) {
            return Json.obj();
        }

        @Override
        public String read(View json) {
            return "";
        }
    }

    private static FunctionList withExample() {
        return new FunctionList(Stream.concat(Functions.ALL.all().stream(), Stream.of(new Example()))
                .toList());
    }

    private static Parsed parsed(FunctionList functions, String sections) {
        return functions.parser().parse("version: 1\nrules: []\n" + sections);
    }

    private static Engine engine(FunctionList functions, InMemoryLedger ledger) throws Exception {
        return engine(functions, ledger, "");
    }

    private static Engine engine(FunctionList functions, InMemoryLedger ledger, String sections) throws Exception {
        var policy = ((Parsed.Valid) parsed(functions, sections)).policy();
        var log = new PrintStream(OutputStream.nullOutputStream(), true, StandardCharsets.UTF_8);
        var host = new FunctionHost(Clock.systemUTC(), log);
        var settings = HostSettings.read(functions, Map.of(), policy);
        return new Engine(LocalHost.ports(functions, ledger, (run, name, at) -> {}, settings, host));
    }

    @Test
    void aHostThatHasItDecidesItsRunsAndOneWithoutItLeavesThemAlone() throws Exception {
        var ledger = new InMemoryLedger();
        var run = NextTurn.first("example").entries(1).turn();
        ledger.commit(run);
        RunId id = run.run().id();

        assertThat(engine(Functions.ALL, ledger).wake(id).kind()).isEqualTo(Kind.NOTHING);

        assertThat(engine(withExample(), ledger)
                        .abort(id, "alice", "an example")
                        .kind())
                .isEqualTo(Kind.MOVED);
        assertThat(ledger.run(id).flatMap(one -> one.outcome())).contains(Outcome.RESOLVED);
    }

    @Test
    void itsSectionOfThePolicyRoutesSignalsToIt() throws Exception {
        var section = "examples: {nightly: {on: \"backup-*\"}}";
        var ledger = new InMemoryLedger();
        var engine = engine(withExample(), ledger, section);

        assertThat(engine.handle(alarm("cpu"))).extracting(EngineResult::kind).containsExactly(Kind.UNMATCHED);
        var handled = engine.handle(alarm("backup-db")).getFirst();

        assertThat(handled.kind()).isEqualTo(Kind.STARTED);
        var run = ledger.run(handled.run().orElseThrow()).orElseThrow();
        assertThat(run.rule()).isEqualTo("nightly");
        assertThat(run.outcome()).contains(Outcome.RESOLVED);
        assertThat(PolicySchema.of(withExample().sections()).text()).contains("\"examples\"");
        assertThat(((Parsed.Invalid) parsed(Functions.ALL, section)).problems())
                .extracting(PolicyProblem::message)
                .singleElement()
                .asString()
                .startsWith("unknown key `examples`");
    }

    @Test
    void itsCommandReadsItsVariableAndNoOtherHostKnowsEither() {
        var environment = Map.of(GREETING, "good night", "NIGHTSHIFT_POLICY_TEXT", "{version: 1, rules: []}");
        assertThat(typed(withExample(), environment, "greet")).isEqualTo("0 good night");
        assertThat(typed(withExample(), environment, "--help")).contains("greet", "Greet.", "promote");
        assertThat(typed(Functions.ALL, environment, "greet")).startsWith("2 ").contains("Unmatched argument");
        assertThatThrownBy(() -> HostSettings.read(
                        Functions.ALL, environment, ((Parsed.Valid) parsed(Functions.ALL, "")).policy()))
                .hasMessageContaining(GREETING + " is no known variable");
    }

    /** The exit code and what was printed. */
    private static String typed(FunctionList functions, Map<String, String> environment, String... arguments) {
        var bytes = new ByteArrayOutputStream();
        var printed = new PrintStream(bytes, true, StandardCharsets.UTF_8);
        var terminal =
                new Terminal(printed, printed, Colours.forTerminal(false, false), environment, Clock.systemUTC());
        int exit = Nightshift.run(functions, terminal, arguments);
        return exit + " " + bytes.toString(StandardCharsets.UTF_8).strip();
    }

    private static Signal alarm(String name) {
        var subject = new Resource(Origin.NOWHERE, Resource.Kinds.SERVICE, name);
        var header = new Signal.Header(new SignalId(name), "test", Instant.EPOCH, subject, Map.of());
        return new Signal.Alarm(header, name, name, AlarmState.FIRING, "", "");
    }

    @Test
    void everyFunctionHasAModuleNightsAndPermissions() {
        assertThat(Functions.ALL.all()).allSatisfy(function -> {
            assertThat(function.scenario())
                    .map(scenario -> scenario.name())
                    .contains(function.module().name());
            assertThat(function.permissions()).containsKey(function.module().name());
        });
        assertThat(Functions.ALL.modules()).extracting(FunctionModule::name).doesNotHaveDuplicates();
    }

    /** The files that a new function edits stand in the documentation; there are at most six, and they exist. */
    @Test
    void theFilesThatANewFunctionEditsAreFewAndThere() throws Exception {
        var page = Files.readString(ROOT.resolve("docs/architecture.md"));
        var section = page.substring(page.indexOf("## A new function"));
        var edited = Pattern.compile("^\\d\\. `([^`]+)`", Pattern.MULTILINE)
                .matcher(section)
                .results()
                .map(found -> found.group(1))
                .toList();
        assertThat(edited).hasSizeBetween(4, 6);
        assertThat(edited).allSatisfy(file -> assertThat(ROOT.resolve(file)).exists());
    }

    /** Hosts and commands iterate the list: only what is a function's own names it. */
    @Test
    void nothingElseInThisModuleNamesAPlaybook() throws Exception {
        var sources = ROOT.resolve("functions/local/src/main/java");
        try (Stream<Path> files = Files.walk(sources)) {
            var naming = new ArrayList<String>();
            for (var file :
                    files.filter(one -> one.toString().endsWith(".java")).toList()) {
                if (Files.readString(file).matches("(?s).*\\bnew (Remediation|Promotion)(Playbook|Scenario)\\b.*")) {
                    naming.add(file.getFileName().toString());
                }
            }
            assertThat(naming).containsExactlyInAnyOrder("LocalRemediation.java", "LocalPromotion.java");
        }
    }
}
