package io.nightshift.console.page;

import io.nightshift.console.ConsolePage;
import io.nightshift.console.ConsoleSources;
import io.nightshift.console.PageRequest;
import io.nightshift.console.view.Block;
import io.nightshift.console.view.Block.Field;
import io.nightshift.console.view.Cell;
import io.nightshift.console.view.PageBody;
import io.nightshift.console.view.Tone;
import io.nightshift.policy.Policy;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The active policy, and what it would do with a pasted payload. */
public final class PolicyPage implements ConsolePage {

    private final ConsoleSources sources;

    public PolicyPage(ConsoleSources sources) {
        this.sources = sources;
    }

    @Override
    public String path() {
        return "/policy";
    }

    @Override
    public String menu() {
        return "Policy";
    }

    @Override
    public Optional<PageBody> show(PageRequest request) {
        var policy = sources.policy().get();
        var blocks = new ArrayList<Block>();
        var payload = request.posted() ? request.field("payload").orElse("") : "";
        if (!payload.isEmpty()) {
            blocks.addAll(explained(payload));
        }
        blocks.add(new Block.Heading("Explain a payload", "nothing is changed, and nothing is kept"));
        blocks.add(new Block.Form(
                "post",
                "/console/policy",
                List.of(Field.area("payload", "A payload, such as the JSON of an alarm", payload)),
                "Explain",
                Tone.LIVE,
                ""));
        blocks.addAll(policy(policy));
        return Optional.of(PageBody.of(
                "Policy",
                "%s in %s; version %s."
                        .formatted(
                                PageText.plural(policy.names().size(), "name", "names"),
                                PageText.plural(policy.sections().size(), "section", "sections"),
                                policy.hash()
                                        .substring(0, Math.min(12, policy.hash().length()))),
                blocks));
    }

    private List<Block> explained(String payload) {
        var blocks = new ArrayList<Block>();
        var explanations = sources.payloads().explain(payload.getBytes(StandardCharsets.UTF_8));
        if (explanations.isEmpty()) {
            blocks.add(new Block.Notice(Tone.WARN, "Nothing in the payload says anything to Nightshift."));
        }
        for (var explanation : explanations) {
            blocks.add(new Block.Heading(explanation.about(), ""));
            explanation.sentences().forEach(sentence -> blocks.add(new Block.Paragraph(sentence)));
        }
        return blocks;
    }

    private static List<Block> policy(Policy policy) {
        var names = new ArrayList<List<Cell>>();
        policy.sections()
                .forEach((section, content) ->
                        content.names().forEach(name -> names.add(List.of(Cell.of(section), Cell.of(name)))));
        var approvers = policy.approvers().entrySet().stream()
                .sorted(Map.Entry.comparingByKey())
                .map(group -> List.of(Cell.of(group.getKey()), Cell.of(String.join(", ", group.getValue()))))
                .toList();
        var environments = policy.environments().stream()
                .map(one -> List.of(Cell.of(one.name())))
                .toList();
        var channels = policy.channels().keySet().stream()
                .sorted()
                .map(name -> List.of(Cell.of(name)))
                .toList();
        return List.of(
                new Block.Heading("Rules, promotions and the rest", ""),
                new Block.Table("Names", List.of("Section", "Name"), names, "The policy names nothing."),
                new Block.Heading("People", ""),
                new Block.Table("Approvers", List.of("Group", "People"), approvers, "Nobody approves anything."),
                new Block.Heading("Environments", "the first that matches counts"),
                new Block.Table("Environments", List.of("Environment"), environments, "None."),
                new Block.Heading("Channels", ""),
                new Block.Table("Channels", List.of("Channel"), channels, "None."));
    }
}
