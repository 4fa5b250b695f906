package io.nightshift.remediation;

/** The phases of a remediation; {@link RemediationTable} says what each does. */
enum EpisodePhase {
    LOOKING,
    ACTING,
    WAITING,
    DEFERRED,
    ASKING,
    UNDOING,
    SOAKING,
    EXPIRING,
    DONE
}
