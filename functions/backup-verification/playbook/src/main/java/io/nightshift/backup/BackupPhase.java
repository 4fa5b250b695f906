package io.nightshift.backup;

/** The phases of a verification; {@link VerificationTable} says what each does and which may follow. */
public enum BackupPhase {
    SEARCHING,
    ASKING,
    RESTORING,
    WAITING,
    OPENING,
    ENTERING,
    DAMAGING,
    CHECKING,
    ANSWERING,
    REMOVING,
    CONFIRMING,
    RECORDING,
    DONE
}
