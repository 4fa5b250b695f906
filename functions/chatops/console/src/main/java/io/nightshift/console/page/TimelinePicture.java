package io.nightshift.console.page;

import io.nightshift.console.view.Block;
import io.nightshift.console.view.PictureShape;
import io.nightshift.core.run.Run;
import io.nightshift.text.TerminalText;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.stream.Stream;

/** The story of a run over time: a lane for each kind of step. The list below the picture says the same. */
final class TimelinePicture {

    private static final int WIDTH = 960;
    private static final int LEFT = 110;
    private static final int RIGHT = 20;
    private static final int LANE = 26;
    private static final int TOP = 26;
    private static final int MOST_TICKS = 5;

    /** The distances of ticks that read well. */
    private static final List<Duration> STEPS = Stream.of(
                    "PT1S", "PT2S", "PT5S", "PT10S", "PT15S", "PT30S", "PT1M", "PT2M", "PT5M", "PT10M", "PT15M",
                    "PT30M", "PT1H", "PT2H", "PT3H", "PT6H", "PT12H", "P1D", "P2D", "P7D")
            .map(Duration::parse)
            .toList();

    private static final int LONGEST_TITLE = 160;

    /** How wide a tick's label is at most. */
    private static final int LABEL = 60;

    private TimelinePicture() {}

    static Block.Picture of(Run run, List<Block.Step> story, Instant now) {
        var begin = run.startedAt();
        var end = run.outcome().isPresent() ? run.changedAt() : now;
        double span = Math.max(1_000, Duration.between(begin, end).toMillis());
        var lanes = new ArrayList<>(
                new LinkedHashSet<>(story.stream().map(Block.Step::kind).toList()));
        int height = TOP + Math.max(1, lanes.size()) * LANE + 14;
        var shapes = new ArrayList<PictureShape>();
        axis(shapes, begin, span, height);
        for (int i = 0; i < lanes.size(); i++) {
            double y = TOP + i * LANE + LANE / 2.0;
            shapes.add(new PictureShape.Line(LEFT, y, WIDTH - RIGHT, y, "lane"));
            shapes.add(new PictureShape.Label(LEFT - 10, y + 4, lanes.get(i), "end", "lane-name"));
        }
        for (var step : story) {
            double x = LEFT + (WIDTH - LEFT - RIGHT) * share(begin, step, span);
            double y = TOP + lanes.indexOf(step.kind()) * LANE + LANE / 2.0;
            var title = TerminalText.clipped(step.time() + " " + step.text(), LONGEST_TITLE);
            shapes.add(new PictureShape.Dot(round(x), y, 5, step.tone().style(), title));
        }
        return new Block.Picture(
                "Steps over " + PageText.span(Duration.ofMillis((long) span)),
                PageText.plural(story.size(), "step", "steps") + "; the list below has all of them",
                WIDTH,
                height,
                shapes);
    }

    private static double share(Instant begin, Block.Step step, double span) {
        return Math.clamp(Duration.between(begin, Instant.parse(step.at())).toMillis() / span, 0, 1);
    }

    private static void axis(List<PictureShape> shapes, Instant begin, double span, int height) {
        long step = step(span);
        for (long after = 0; after <= span; after += step) {
            double x = round(LEFT + (WIDTH - LEFT - RIGHT) * after / span);
            var anchor = after == 0 ? "start" : x > WIDTH - RIGHT - LABEL / 2.0 ? "end" : "middle";
            shapes.add(new PictureShape.Line(x, TOP - 6, x, height - 10, "tick"));
            var label = after == 0 ? PageText.time(begin) : "+" + PageText.span(Duration.ofMillis(after));
            shapes.add(new PictureShape.Label(x, TOP - 12, label, anchor, "tick-name"));
        }
    }

    private static long step(double span) {
        return STEPS.stream()
                .mapToLong(Duration::toMillis)
                .filter(step -> span / step <= MOST_TICKS)
                .findFirst()
                .orElse((long) span / MOST_TICKS);
    }

    private static double round(double value) {
        return Math.round(value * 10) / 10.0;
    }
}
