package io.nightshift.sandbox.simulation;

import io.nightshift.core.signal.Resource;
import io.nightshift.sandbox.simulation.Disturbance.Happening;
import io.nightshift.sandbox.simulation.Disturbance.SceneEvent;
import io.nightshift.sandbox.simulation.Disturbance.Strike;
import io.nightshift.sandbox.simulation.Disturbance.What;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;

/** Draws a script from a seed. Each concern has its own generator, so that a change in one does not affect the others. */
final class ScriptGenerator {

    /** Two workers' clocks differ by at most twice this: far below the lease, as the engine requires. */
    static final Duration MOST_SKEW = Duration.ofSeconds(10);

    /** The maximum duration of a call to the environment: far below the lease, as the engine requires. */
    static final Duration SLOWEST_CALL = Duration.ofSeconds(30);

    private static final int HORIZON = 7200;
    private static final InjectedFault[] MISHAPS = InjectedFault.values();
    private static final InjectedFault[] AT_COMMIT = Arrays.stream(MISHAPS)
            .filter(mishap -> mishap.point == FaultPoint.COMMIT)
            .toArray(InjectedFault[]::new);

    private final List<SimulatedResource> parts;
    private final List<Disturbance> drawn = new ArrayList<>();

    private ScriptGenerator(List<SimulatedResource> parts) {
        this.parts = parts;
    }

    static Script script(Scenario scenario, long seed) {
        var root = new SplittableRandom(seed);
        var world = root.split();
        var breaks = root.split();
        var people = root.split();
        var mishaps = root.split();
        var draw = new ScriptGenerator(scenario.parts(world));
        draw.breaks(breaks);
        draw.people(people, scenario.policies().size());
        draw.mishaps(mishaps);
        var scene = root.split();
        if (scenario.stage().isPresent()) {
            draw.scene(scene, scenario.commands().size());
        }
        draw.opening(root.split(), scenario.openings().size());
        scenario.concerns().forEach(concern -> draw.concern(root.split(), concern));
        if (scenario.health().isPresent()) {
            draw.faults(root.split());
        }
        draw.reports(root.split());
        return new Script(draw.parts, draw.drawn, seed);
    }

    private void scene(SplittableRandom random, int commands) {
        for (int i = 3 + random.nextInt(10); i > 0; i--) {
            chosen(random, What.SCENE, random.nextInt(1_000_000));
        }
        for (int i = commands == 0 ? 0 : random.nextInt(5); i > 0; i--) {
            chosen(random, What.COMMAND, random.nextInt(1_000_000));
        }
    }

    /** Half of the nights begin with another policy than the first. */
    private void opening(SplittableRandom random, int openings) {
        if (openings > 0 && random.nextBoolean()) {
            drawn.add(new Happening(Duration.ZERO, What.OPENING, Optional.empty(), random.nextInt(openings)));
        }
    }

    /** In a third of the nights. */
    private void concern(SplittableRandom random, String concern) {
        for (int i = thirdOf(random, 4); i > 0; i--) {
            drawn.add(new SceneEvent(Duration.ofSeconds(random.nextInt(HORIZON)), concern, random.nextInt(1_000_000)));
        }
    }

    /** In a third of the nights each: a failing ledger, altered runs, receivers that do not respond. */
    private void faults(SplittableRandom random) {
        for (int i = thirdOf(random, 3); i > 0; i--) {
            lasts(random, random.nextBoolean() ? What.DISK_FULL : What.FILE_REMOVED, What.DISK_WORKS, Optional.empty());
        }
        for (int i = thirdOf(random, 4); i > 0; i--) {
            lasts(random, What.ALTERED, What.RESTORED, Optional.empty());
        }
        for (int i = parts.isEmpty() ? 0 : thirdOf(random, 10); i > 0; i--) {
            var part = parts.get(random.nextInt(parts.size()));
            lasts(random, What.HANGS, What.ANSWERS, Optional.of(part.resource()));
        }
    }

    /** 0 in two of three nights. */
    private static int thirdOf(SplittableRandom random, int most) {
        return random.nextInt(3) == 0 ? 1 + random.nextInt(most) : 0;
    }

    private void lasts(SplittableRandom random, What begins, What ends, Optional<Resource> about) {
        int at = random.nextInt(HORIZON);
        int end = at + 10 + random.nextInt(1800);
        drawn.add(new Happening(Duration.ofSeconds(at), begins, about, random.nextInt(1_000_000)));
        drawn.add(new Happening(Duration.ofSeconds(end), ends, about, 0));
    }

    private void breaks(SplittableRandom random) {
        if (parts.isEmpty()) {
            return;
        }
        int count = 1 + random.nextInt(7);
        // Faults come in bunches: most of a night's faults are close together, where they interact.
        int bunch = random.nextInt(HORIZON / 2);
        for (int i = 0; i < count; i++) {
            int at = random.nextInt(3) == 0 ? random.nextInt(HORIZON) : bunch + random.nextInt(600);
            breaks(random, parts.get(random.nextInt(parts.size())), at);
        }
    }

    private void breaks(SplittableRandom random, SimulatedResource part, int at) {
        if (!part.members().isEmpty()) {
            return;
        }
        happens(at, What.BREAKS, part, 0);
        int flaps = random.nextInt(4) == 0 ? 1 + random.nextInt(4) : 0;
        for (int i = 0; i < flaps; i++) {
            happens(at + 240 * i + 30 + random.nextInt(120), What.HEALS, part, 0);
            happens(at + 240 * (i + 1), What.BREAKS, part, 0);
        }
        if (random.nextInt(4) == 0) {
            happens(at + random.nextInt(1800), What.HEALS, part, 0);
        }
    }

    /** In half of the nights: signals that say nothing about the health of their subject, some of them twice. */
    private void reports(SplittableRandom random) {
        for (int i = parts.isEmpty() || random.nextBoolean() ? 0 : 1 + random.nextInt(4); i > 0; i--) {
            var part = parts.get(random.nextInt(parts.size()));
            int which = random.nextInt(1_000_000);
            int at = random.nextInt(HORIZON);
            happens(at, What.REPORTED, part, which);
            if (random.nextInt(3) == 0) {
                happens(at + random.nextInt(1200), What.REPORTED, part, which + random.nextInt(2));
            }
        }
    }

    private void happens(int at, What what, SimulatedResource part, int which) {
        drawn.add(new Happening(Duration.ofSeconds(at), what, Optional.of(part.resource()), which));
    }

    private void people(SplittableRandom random, int policies) {
        for (int i = random.nextInt(4); i > 0; i--) {
            chosen(random, What.POLICY, random.nextInt(policies));
        }
        for (int i = random.nextInt(3); i > 0; i--) {
            pause(random);
        }
        for (int i = random.nextInt(6); i > 0; i--) {
            chosen(random, What.APPROVE, random.nextInt(100));
        }
        if (random.nextInt(5) == 0) {
            chosen(random, What.REJECT, random.nextInt(100));
        }
        if (random.nextInt(3) == 0) {
            chosen(random, What.ABORT, random.nextInt(100));
        }
    }

    private void chosen(SplittableRandom random, What what, int which) {
        drawn.add(new Happening(Duration.ofSeconds(random.nextInt(HORIZON)), what, Optional.empty(), which));
    }

    private void pause(SplittableRandom random) {
        var about = random.nextBoolean() && !parts.isEmpty()
                ? Optional.of(parts.get(random.nextInt(parts.size())).resource())
                : Optional.<Resource>empty();
        int at = random.nextInt(HORIZON);
        drawn.add(new Happening(Duration.ofSeconds(at), What.PAUSE, about, 0));
        drawn.add(new Happening(Duration.ofSeconds(at + 60 + random.nextInt(1800)), What.RESUME, about, 0));
    }

    private void mishaps(SplittableRandom random) {
        int count = random.nextInt(4) == 0 ? 0 : random.nextInt(25);
        for (int i = 0; i < count; i++) {
            // The write decides everything: a third of all faults occur there.
            var among = random.nextInt(3) == 0 ? AT_COMMIT : MISHAPS;
            var mishap = among[random.nextInt(among.length)];
            drawn.add(new Strike(mishap, 1 + random.nextInt(passages(mishap.point)), time(random, mishap)));
        }
        if (random.nextInt(3) == 0) {
            drawn.add(new Strike(InjectedFault.ACT_SLOW, Strike.ALWAYS, time(random, InjectedFault.ACT_SLOW)));
        }
    }

    /** The approximate number of passages of a point in a night; faults drawn beyond it never occur. */
    private static int passages(FaultPoint point) {
        return switch (point) {
            case COMMIT, INVOCATION -> 40;
            case LOOK, TIMER -> 25;
            case ACT, BEFORE, TELL, DELIVERY -> 8;
            case PROBE -> 2;
        };
    }

    private static Duration time(SplittableRandom random, InjectedFault mishap) {
        int most = switch (mishap) {
            case CLOCK_AHEAD, CLOCK_BEHIND -> (int) MOST_SKEW.toSeconds();
            case ACT_SLOW -> (int) SLOWEST_CALL.toSeconds();
            case STALLS_BEFORE_COMMIT, STALLS_AFTER_COMMIT -> 240;
            default -> 900;
        };
        return Duration.ofSeconds(1 + random.nextInt(most));
    }
}
