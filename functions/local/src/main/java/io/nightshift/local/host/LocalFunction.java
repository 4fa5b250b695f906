package io.nightshift.local.host;

import io.nightshift.chat.command.ChatVerb;
import io.nightshift.console.ConsolePage;
import io.nightshift.console.ConsoleSources;
import io.nightshift.console.view.Block;
import io.nightshift.core.engine.Adapters;
import io.nightshift.core.engine.Engine;
import io.nightshift.core.engine.FunctionModule;
import io.nightshift.core.engine.Ports;
import io.nightshift.core.ledger.Entry;
import io.nightshift.core.run.Run;
import io.nightshift.core.run.RunPicture;
import io.nightshift.entry.EnvironmentVariable;
import io.nightshift.entry.FunctionHost;
import io.nightshift.entry.ScheduledWork;
import io.nightshift.policy.Policy;
import io.nightshift.policy.PolicySection;
import io.nightshift.sandbox.simulation.Scenario;
import io.nightshift.story.Narration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A function as this process runs it: its module, and what the hosts, the simulation and {@code nightshift iam} need besides.
 * {@code Functions.ALL} lists them.
 */
public interface LocalFunction {

    FunctionModule module();

    /** Its section of the policy; empty if it has none. */
    default Optional<PolicySection> section() {
        return Optional.empty();
    }

    /** The variables of the environment that only it reads. */
    default List<EnvironmentVariable> variables() {
        return List.of();
    }

    /** The variables that a policy names for it, such as a key. */
    default List<EnvironmentVariable> variables(Policy policy) {
        return List.of();
    }

    /** Reads its variables. */
    default FunctionSettings settings(SettingsReading reading) {
        return FunctionSettings.NONE;
    }

    /** Its commands, new at each call. */
    default List<Command> commands() {
        return List.of();
    }

    /** The pictures of its runs, for channels that show pictures. */
    default RunPicture.Source pictures() {
        return RunPicture.Source.NONE;
    }

    /** How commands describe its runs. */
    default Narration narration() {
        return Narration.PLAIN;
    }

    /** Reports whether one of its runs can be paused and resumed by itself. */
    default boolean pausesRuns() {
        return false;
    }

    /** What it acts on and observes, as far as the environment connects this host to it. */
    Adapters adapters(HostConnections connections);

    /** The work that schedules start; {@code serve} does it as often as the work says. */
    default List<ScheduledWork> scheduled(
            Ports ports, Engine engine, Policy policy, HostSettings settings, FunctionHost host) {
        return List.of();
    }

    /** The commands that people give in a chat. */
    default List<ChatVerb> chatVerbs(Ports ports, Engine engine, Policy policy, HostSettings settings) {
        return List.of();
    }

    /** Work that {@code serve} does every few seconds, and nothing does on a cloud; empty if there is none. */
    default Optional<Runnable> watch(HostSettings settings, Ports ports, FunctionHost host) {
        return Optional.empty();
    }

    /** Its pages of the console. */
    default List<ConsolePage> pages(ConsoleSources sources) {
        return List.of();
    }

    /** What the console shows of one of its runs, besides what it shows of every run. */
    default List<Block> details(Run run, List<Entry> entries) {
        return List.of();
    }

    /** Its nights in the simulation; empty if it has none. */
    default Optional<Scenario> scenario() {
        return Optional.empty();
    }

    /** What its identities need on each cloud, by the name that {@code nightshift iam --function} takes. */
    default Map<String, FunctionPermissions> permissions() {
        return Map.of();
    }
}
