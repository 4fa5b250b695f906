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

/** The story of a run over time: a lane for each kind of step. The list below the picture says the same. */
final class TimelinePicture {

    private static final int WIDTH = 960;
    private static final int LEFT = 110;
    private static final int RIGHT = 20;
    private static final int LANE = 26;
    private static final int TOP = 26;
    private static final int TICKS = 5;
    private static final int LONGEST_TITLE = 160;

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
        for (int i = 0; i <= TICKS; i++) {
            double x = round(LEFT + (double) (WIDTH - LEFT - RIGHT) * i / TICKS);
            var anchor = i == TICKS ? "end" : i == 0 ? "start" : "middle";
            shapes.add(new PictureShape.Line(x, TOP - 6, x, height - 10, "tick"));
            var after = Duration.ofMillis((long) (span * i / TICKS));
            shapes.add(new PictureShape.Label(
                    x, TOP - 12, i == 0 ? PageText.time(begin) : "+" + PageText.span(after), anchor, "tick-name"));
        }
    }

    private static double round(double value) {
        return Math.round(value * 10) / 10.0;
    }
}
