package io.nightshift.local.host;

import static org.assertj.core.api.Assertions.assertThat;

import io.nightshift.core.act.ActionCatalogue;
import io.nightshift.core.engine.Adapters;
import io.nightshift.core.engine.Engine;
import io.nightshift.core.engine.EngineResult;
import io.nightshift.core.engine.FunctionModule;
import io.nightshift.core.json.Json;
import io.nightshift.core.json.View;
import io.nightshift.core.ledger.InMemoryLedger;
import io.nightshift.core.run.Context;
import io.nightshift.core.run.Effect;
import io.nightshift.core.run.Fact;
import io.nightshift.core.run.Outcome;
import io.nightshift.core.run.Playbook;
import io.nightshift.core.run.RunId;
import io.nightshift.core.run.Step;
import io.nightshift.core.signal.Signal;
import io.nightshift.entry.FunctionHost;
import io.nightshift.policy.Parsed;
import io.nightshift.sandbox.contract.NextTurn;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** A function that is not one of ours, added to a host as the documentation says. */
final class ExampleFunctionTest {

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

    private static Engine engine(List<LocalFunction> functions, InMemoryLedger ledger) throws Exception {
        var policy = ((Parsed.Valid) Functions.PARSER.parse("{version: 1, rules: []}")).policy();
        var log = new PrintStream(OutputStream.nullOutputStream(), true, StandardCharsets.UTF_8);
        var host = new FunctionHost(Clock.systemUTC(), log);
        var settings = HostSettings.read(Map.of(), policy);
        return new Engine(LocalHost.ports(functions, ledger, (run, name, at) -> {}, settings, host));
    }

    @Test
    void aHostThatHasItDecidesItsRunsAndOneWithoutItLeavesThemAlone() throws Exception {
        var ledger = new InMemoryLedger();
        var run = NextTurn.first("example").entries(1).turn();
        ledger.commit(run);
        RunId id = run.run().id();

        assertThat(engine(Functions.ALL, ledger).wake(id).kind()).isEqualTo(EngineResult.Kind.NOTHING);

        var all = new ArrayList<LocalFunction>(Functions.ALL);
        all.add(new Example());
        assertThat(engine(all, ledger).abort(id, "alice", "an example").kind()).isEqualTo(EngineResult.Kind.MOVED);
        assertThat(ledger.run(id).flatMap(one -> one.outcome())).contains(Outcome.RESOLVED);
    }

    @Test
    void everyFunctionHasAModuleNightsAndPermissions() {
        assertThat(Functions.ALL).allSatisfy(function -> {
            assertThat(function.module().actions().types()).isNotEmpty();
            assertThat(function.scenario())
                    .map(scenario -> scenario.name())
                    .contains(function.module().name());
            assertThat(function.permissions()).containsKey(function.module().name());
        });
        assertThat(Functions.MODULES).extracting(FunctionModule::name).doesNotHaveDuplicates();
    }

    /** The files that a new function edits stand in the documentation; there are at most seven, and they exist. */
    @Test
    void theFilesThatANewFunctionEditsAreFewAndThere() throws Exception {
        var page = Files.readString(ROOT.resolve("docs/architecture.md"));
        var section = page.substring(page.indexOf("## A new function"));
        var edited = Pattern.compile("^\\d\\. `([^`]+)`", Pattern.MULTILINE)
                .matcher(section)
                .results()
                .map(found -> found.group(1))
                .toList();
        assertThat(edited).hasSizeBetween(4, 7);
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
