package io.nightshift.promotion;

/** The phase of a promotion. Phases that wait for a response of the environment query again when a timer fires. */
enum PromotionPhase {
    /** Queries the digest of the tag. */
    RESOLVING("resolving the tag"),
    /** Queries whether the digest is in quarantine. */
    CONSULTING("asking the book"),
    /** Queries each gate of the stage. */
    GATES("at the gates"),
    /** Queries whether a promotion can begin, for each target of the stage. */
    PREFLIGHT("in preflight"),
    /** Queries which alarms of the stage already fire, before anything is changed. */
    CHECKING_ALARMS("checking the alarms"),
    /** Admits the version to the stage, if the guardrails allow it. */
    OPENING("opening the stage"),
    /** Waits for the approvers of the stage. */
    ASKING("waiting for approval"),
    /** Records the rollback of each target of the wave, right before the target is touched. */
    BASELINES("noting the way back"),
    DEPLOYING("deploying"),
    /** Waits until the deployed version is ready. */
    SETTLING("waiting until it is ready"),
    /** Verifies the deployed version before it has traffic. */
    VERIFYING("verifying"),
    /** Queries the metrics once before they are needed: this finds unreadable sources before the first share. */
    CHECKING_NUMBERS("checking the sources of the numbers"),
    SHIFTING("shifting traffic"),
    /** Reads back whether each target has exactly the requested share. */
    READING_BACK("reading the shares back"),
    /** Waits between two checks of a share of the traffic. */
    BAKING("baking"),
    /** Waits between two checks after all targets have all traffic. */
    GUARDING("on guard"),
    /** A check: has someone else changed the shares? */
    WATCHING_SHARES("watching the shares"),
    /** A check: are the alarms quiet? */
    WATCHING_ALARMS("watching the alarms"),
    /** A check: the metrics of both versions. */
    ANALYSING("analysing"),
    /** Removes what was kept for a rollback. */
    RETIRING("retiring the old version"),
    /** Marks the digest as known good. */
    PROVING("noting that it is proven"),
    /** Held until a human decides. */
    HELD("held"),
    /** Rolls the targets back, the last first. */
    GOING_BACK("going back"),
    /** Reads back whether each target is rolled back. */
    CHECKING_BACK("checking that it is back"),
    /** Quarantines the digest. */
    QUARANTINING("quarantining the digest"),
    DONE("done");

    final String words;

    PromotionPhase(String words) {
        this.words = words;
    }
}
