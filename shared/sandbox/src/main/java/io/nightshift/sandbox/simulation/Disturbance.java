package io.nightshift.sandbox.simulation;

import io.nightshift.core.signal.Resource;
import java.time.Duration;
import java.util.Optional;

/** One thing that makes a night difficult; the story of a failure is shrunk by leaving them out one by one. */
sealed interface Disturbance {

    /** One line for people. */
    String says();

    /**
     * Something that happens at a time.
     *
     * @param at since the night began
     * @param about the resource that breaks, heals or is paused; empty for what is about no single one
     * @param which chooses among what there is then: policies, people, open runs
     */
    record Happening(Duration at, What what, Optional<Resource> about, int which) implements Disturbance {
        @Override
        public String says() {
            return "after %d s: %s%s"
                    .formatted(
                            at.toSeconds(),
                            what.says,
                            about.map(resource -> " " + resource.label()).orElse(what.chooses ? " " + which : ""));
        }
    }

    /**
     * Something of the scene's own that belongs to one of the scenario's {@link Scenario#concerns}.
     *
     * @param at since the night began
     * @param which chooses what, among all that the concern knows
     */
    record SceneEvent(Duration at, String concern, int which) implements Disturbance {
        @Override
        public String says() {
            return "after %d s: %s %d".formatted(at.toSeconds(), concern, which);
        }
    }

    enum What {
        BREAKS("breaks", false),
        HEALS("heals by itself", false),
        PAUSE("a human pauses", false),
        RESUME("a human resumes", false),
        POLICY("the policy changes to", true),
        OPENING("the night begins with the policy", true),
        APPROVE("a human approves", true),
        REJECT("a human rejects", true),
        ABORT("a human aborts run", true),
        COMMAND("a human commands", true),
        SCENE("the scene changes by", true),
        DISK_FULL("the ledger's disk is full", false),
        FILE_REMOVED("the ledger's file is removed", false),
        DISK_WORKS("the ledger works again", false),
        ALTERED("somebody alters a run in the ledger", true),
        RESTORED("what was altered is put back", false),
        HANGS("gives no answer to acts on", false),
        ANSWERS("answers acts again on", false);

        final String says;
        final boolean chooses;

        What(String says, boolean chooses) {
            this.says = says;
            this.chooses = chooses;
        }
    }

    /**
     * Something that goes wrong when a point is passed.
     *
     * @param nth the how manieth passage of the point, from 1; {@link #ALWAYS} for each that has no strike of its own
     * @param time how long it lasts or how late it is, if that has a meaning
     */
    record Strike(Mishap mishap, int nth, Duration time) implements Disturbance {

        static final int ALWAYS = 0;

        @Override
        public String says() {
            var when = nth == ALWAYS ? "every " + mishap.point : mishap.point + " " + nth;
            return "at %s: %s (%d s)".formatted(when, mishap.says, time.toSeconds());
        }
    }
}
