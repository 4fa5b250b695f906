package io.nightshift.sandbox.simulation;

import io.nightshift.core.signal.Resource;
import java.time.Duration;
import java.util.Optional;

/** One disturbance of a night; a failure is shrunk by leaving disturbances out one by one. */
sealed interface Disturbance {

    /** One human-readable line. */
    String says();

    /**
     * An event at a given time.
     *
     * @param at since the night began
     * @param about the resource that breaks, heals or is paused; empty for other events
     * @param which chooses among what exists then: policies, approvers, open runs
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
     * An event of the scene, for one of the scenario's {@link Scenario#concerns}.
     *
     * @param at since the night began
     * @param which chooses among the events of the concern
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
        REPORTED("is reported about, by signal", false),
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
     * A fault at the passage of a point.
     *
     * @param nth the number of the passage, from 1; {@link #ALWAYS} for each passage without its own strike
     * @param time its duration or delay, if it has one
     */
    record Strike(InjectedFault mishap, int nth, Duration time) implements Disturbance {

        static final int ALWAYS = 0;

        @Override
        public String says() {
            var when = nth == ALWAYS ? "every " + mishap.point : mishap.point + " " + nth;
            return "at %s: %s (%d s)".formatted(when, mishap.says, time.toSeconds());
        }
    }
}
