package io.nightshift.local.host;

import io.nightshift.console.ConsolePage;
import io.nightshift.console.ConsoleSources;
import io.nightshift.core.engine.FunctionModule;
import io.nightshift.core.ledger.Ledger;
import io.nightshift.core.run.Run;
import io.nightshift.entry.EnvironmentVariable;
import io.nightshift.policy.Policy;
import io.nightshift.policy.PolicyParser;
import io.nightshift.policy.PolicySection;
import io.nightshift.story.Narration;
import io.nightshift.story.RunStory;
import io.nightshift.story.StoryLine;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** The functions of a host, and what follows from all of them together. */
public record FunctionList(List<LocalFunction> all) {

    public FunctionList {
        all = List.copyOf(all);
    }

    public List<FunctionModule> modules() {
        return all.stream().map(LocalFunction::module).toList();
    }

    public List<PolicySection> sections() {
        return all.stream().flatMap(one -> one.section().stream()).toList();
    }

    public PolicyParser parser() {
        return new PolicyParser(sections());
    }

    /** Their commands, new for each command line. */
    public List<Command> commands() {
        return all.stream().flatMap(one -> one.commands().stream()).toList();
    }

    /** Their variables that are always known. */
    public List<EnvironmentVariable> variables() {
        return all.stream().flatMap(one -> one.variables().stream()).toList();
    }

    /** Also those that the policy names. */
    Stream<EnvironmentVariable> variables(Policy policy) {
        return Stream.concat(variables().stream(), all.stream().flatMap(one -> one.variables(policy).stream()));
    }

    /** The function that decides a run, if this host has it. */
    public Optional<LocalFunction> of(Run run) {
        return all.stream()
                .filter(one -> one.module().playbook().name().equals(run.key().playbook()))
                .findFirst();
    }

    /** Their pages of the console. */
    public List<ConsolePage> pages(ConsoleSources sources) {
        return all.stream().flatMap(one -> one.pages(sources).stream()).toList();
    }

    public Narration narration(Run run) {
        return of(run).map(LocalFunction::narration).orElse(Narration.PLAIN);
    }

    /** The whole story of a run, in sentences. */
    public List<StoryLine> story(Ledger ledger, Run run) {
        return RunStory.of(ledger, run, narration(run));
    }
}
