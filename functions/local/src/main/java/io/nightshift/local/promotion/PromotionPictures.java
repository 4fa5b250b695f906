package io.nightshift.local.promotion;

import io.nightshift.console.view.Block;
import io.nightshift.console.view.Cell;
import io.nightshift.console.view.PictureShape;
import io.nightshift.console.view.Tone;
import io.nightshift.core.json.JsonException;
import io.nightshift.core.json.View;
import io.nightshift.core.ledger.Entry;
import io.nightshift.core.run.Run;
import io.nightshift.promotion.plan.PromotionSpec;
import io.nightshift.promotion.progress.PromotionProgress;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The stages of a promotion, and both versions' values of each metric in its last check. */
final class PromotionPictures {

    private static final int WIDTH = 960;
    private static final int HEIGHT = 74;
    private static final int GAP = 8;

    private PromotionPictures() {}

    static List<Block> of(Run run, List<Entry> entries) {
        var blocks = new ArrayList<Block>();
        try {
            blocks.addAll(stages(run));
            measured(entries).ifPresent(details -> {
                try {
                    blocks.addAll(MetricPicture.of(details));
                } catch (JsonException e) {
                    blocks.add(unreadable("The measurements"));
                }
            });
        } catch (JsonException e) {
            blocks.add(unreadable("The stages"));
        }
        return blocks;
    }

    private static Block unreadable(String what) {
        return new Block.Notice(Tone.BAD, what + " cannot be read; another version of Nightshift wrote them.");
    }

    /** The details of the last check with values. */
    private static Optional<View> measured(List<Entry> entries) {
        return entries.reversed().stream()
                .filter(entry -> entry.kind().equals("observed"))
                .map(entry -> View.of(entry.body()).at("details"))
                .filter(details -> details.at("metrics").isArray())
                .findFirst();
    }

    private static List<Block> stages(Run run) throws JsonException {
        var progress = PromotionProgress.of(run);
        var stages = PromotionSpec.read(run.plan()).stages();
        int now = (int) View.of(run.state()).at("place", "stage").integerOr(0);
        double width = (WIDTH - GAP * (stages.size() - 1.0)) / Math.max(1, stages.size());
        var shapes = new ArrayList<PictureShape>();
        for (int i = 0; i < stages.size(); i++) {
            double x = Math.round(i * (width + GAP) * 10) / 10.0;
            var style = i < now ? "good" : i > now ? "calm" : run.outcome().isPresent() ? "warn" : "live";
            shapes.add(new PictureShape.Rect(
                    x,
                    8,
                    Math.round(width * 10) / 10.0,
                    22,
                    style,
                    stages.get(i).name()));
            shapes.add(new PictureShape.Label(x, 50, stages.get(i).name(), "start", "lane-name"));
            shapes.add(new PictureShape.Label(
                    x, 66, i < now ? "done" : i > now ? "later" : progress.phase(), "start", "tick-name"));
        }
        var rows = progress.shares().entrySet().stream()
                .map(share -> List.of(Cell.of(share.getKey()), Cell.number(share.getValue() + " %")))
                .toList();
        return List.of(
                new Block.Heading("Stages", progress.reason()),
                new Block.Picture(
                        "Stages of " + run.rule(),
                        "now: " + (progress.stage().isEmpty() ? "past the last one" : progress.stage()),
                        WIDTH,
                        HEIGHT,
                        shapes),
                new Block.Table(
                        "Shares of traffic",
                        List.of("Target", "Share of the new version"),
                        rows,
                        "No target has traffic of it."));
    }
}
