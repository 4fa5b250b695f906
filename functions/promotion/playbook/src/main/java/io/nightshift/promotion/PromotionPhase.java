package io.nightshift.promotion;

/** Where a promotion is. Those that wait for an answer of the environment ask again when a timer fires. */
enum PromotionPhase {
    /** Asks what the tag names. */
    RESOLVING("resolving the tag"),
    /** Asks whether the digest is in quarantine. */
    CONSULTING("asking the book"),
    /** Asks each gate of the stage. */
    GATES("at the gates"),
    /** Asks each target of the stage whether a promotion can begin. */
    PREFLIGHT("in preflight"),
    /** Asks which alarms of the stage fire already, before anything is touched. */
    CHECKING_ALARMS("checking the alarms"),
    /** Lets the version into the stage, if the guardrails do. */
    OPENING("opening the stage"),
    /** Waits for the approvers of the stage. */
    ASKING("waiting for approval"),
    /** Writes down the rollback of each target of the wave, right before it is touched. */
    BASELINES("noting the way back"),
    DEPLOYING("deploying"),
    /** Waits until what was deployed is ready. */
    SETTLING("waiting until it is ready"),
    /** Checks the deployed version before it has traffic. */
    VERIFYING("verifying"),
    /** Asks for the numbers once before they are needed: a source that cannot be read is found before the first share. */
    CHECKING_NUMBERS("checking the sources of the numbers"),
    SHIFTING("shifting traffic"),
    /** Reads back whether each target has the share that was asked for, and no other. */
    READING_BACK("reading the shares back"),
    /** Waits between two checks a share of the traffic. */
    BAKING("baking"),
    /** Waits between two looks after all traffic was given everywhere. */
    GUARDING("on guard"),
    /** A look: has someone else changed the shares? */
    WATCHING_SHARES("watching the shares"),
    /** A look: are the alarms quiet? */
    WATCHING_ALARMS("watching the alarms"),
    /** A look: the numbers of both versions. */
    ANALYSING("analysing"),
    /** Removes what was kept for going back. */
    RETIRING("retiring the old version"),
    /** Writes down that the digest is known good. */
    PROVING("noting that it is proven"),
    /** Stands where it is until a human decides. */
    HELD("held"),
    /** Takes the targets back, the last first. */
    GOING_BACK("going back"),
    /** Reads back whether each target is back. */
    CHECKING_BACK("checking that it is back"),
    /** Holds the digest back from now on. */
    QUARANTINING("quarantining the digest"),
    DONE("done");

    final String words;

    PromotionPhase(String words) {
        this.words = words;
    }
}
