package io.nightshift.local.cost;

import io.nightshift.aws.AwsRegionApis;
import io.nightshift.core.json.Json;
import io.nightshift.cost.aws.AwsIdleResources;
import io.nightshift.cost.billing.BillingException;
import io.nightshift.cost.billing.ResourceCosts;
import io.nightshift.cost.gcp.GcpIdleResources;
import io.nightshift.cost.idle.IdleFinding;
import io.nightshift.cost.runtime.IdleSearch;
import io.nightshift.cost.runtime.IdleSource;
import io.nightshift.entry.Variables;
import io.nightshift.local.cli.CommandError;
import io.nightshift.local.cli.ExitCode;
import io.nightshift.local.cli.Terminal;
import io.nightshift.local.host.AwsSettings;
import io.nightshift.local.host.GcpSettings;
import io.nightshift.text.TerminalText;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/**
 * Idle, unattached and oversized resources of the accounts and projects that the environment names, as {@code nightshift cost idle}
 * shows them.
 *
 * @param files with what resources cost; without any, savings are not known
 */
record IdleListing(Terminal terminal, List<Path> files) {

    IdleListing {
        files = List.copyOf(files);
    }

    /** Ends with 1 if something is found, as every check does. */
    int print(boolean json) {
        var sources = sources();
        var costs = costs();
        var search = IdleSearch.of(sources, costs, terminal.clock().instant());
        search.unread().forEach(line -> terminal.complain(TerminalText.safe(line)));
        if (json) {
            terminal.print(
                    Json.arr(search.findings().stream().map(IdleFinding::toJson).toList()));
        } else {
            print(search);
        }
        if (search.read() == 0 && !search.unread().isEmpty()) {
            return ExitCode.UNAVAILABLE;
        }
        return search.findings().isEmpty() ? ExitCode.OK : ExitCode.NO;
    }

    private ResourceCosts costs() {
        try {
            return files.isEmpty() ? new ResourceCosts(Map.of()) : ResourceCosts.read(files);
        } catch (BillingException e) {
            throw new CommandError(ExitCode.UNAVAILABLE, TerminalText.safe(String.valueOf(e.getMessage())));
        }
    }

    private List<IdleSource> sources() {
        var variables = new Variables(terminal.environment());
        var aws = AwsSettings.read(variables);
        var gcp = GcpSettings.read(variables);
        if (!variables.problems().isEmpty()) {
            throw new CommandError(ExitCode.USAGE, "the environment: " + String.join("; ", variables.problems()));
        }
        var sources = new ArrayList<IdleSource>();
        aws.ifPresent(one -> one.regions()
                .forEach(region ->
                        sources.add(new AwsIdleResources(new AwsRegionApis(one.clients(region)), one.account()))));
        gcp.ifPresent(one ->
                one.projects().forEach(project -> sources.add(new GcpIdleResources(one.clients(), project))));
        if (sources.isEmpty()) {
            throw new CommandError(
                    ExitCode.USAGE,
                    "which account? Set NIGHTSHIFT_AWS_ACCOUNT and NIGHTSHIFT_AWS_REGIONS, or NIGHTSHIFT_GCP_PROJECTS");
        }
        return sources;
    }

    private void print(IdleSearch search) {
        var colours = terminal.colours();
        for (var found : search.findings()) {
            terminal.print(colours.bold(TerminalText.safe(title(found))));
            terminal.print(TerminalText.safe("  " + found.reason()));
            terminal.print(TerminalText.safe("  actions: " + actions(found)));
        }
        terminal.print(search.findings().size() + " of " + search.read() + " resources cost more than they are used for"
                + total(search));
    }

    private static String title(IdleFinding found) {
        return "%s: %s %s%s in %s, %s"
                .formatted(
                        found.kind().name().toLowerCase(Locale.ROOT),
                        found.resource().kind(),
                        found.resource().name(),
                        found.size().isEmpty() ? "" : " (" + found.size() + ")",
                        found.resource().origin().region(),
                        found.saving()
                                .map(amount -> "saves " + amount + " " + found.currency() + " a month")
                                .orElse("its cost is not known"));
    }

    private static String actions(IdleFinding found) {
        return found.actions().isEmpty() ? "none: a person has to decide" : String.join(", then ", found.actions());
    }

    private static String total(IdleSearch search) {
        var sums = new TreeMap<String, BigDecimal>();
        search.findings()
                .forEach(found ->
                        found.saving().ifPresent(amount -> sums.merge(found.currency(), amount, BigDecimal::add)));
        var text = new StringBuilder();
        sums.forEach((currency, amount) ->
                text.append("; ").append(amount).append(' ').append(currency).append(" a month"));
        return text.toString();
    }
}
