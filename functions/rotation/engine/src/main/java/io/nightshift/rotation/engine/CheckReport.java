package io.nightshift.rotation.engine;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * What {@link CredentialEngine#check} read.
 *
 * @param problems what would stop a rotation; empty if it can begin
 * @param usage who uses the old credential now; empty if that could not be read
 */
public record CheckReport(List<Shortcoming> problems, Optional<Usage> usage) {

    /**
     * One reason why the rotation would fail.
     *
     * @param field the field of the secret or of the policy that is wrong: {@code host}, {@code tls}, {@code user},
     *     {@code password}, {@code admin}, {@code strategy}
     * @param message what is wrong
     * @param fix what to do
     */
    public record Shortcoming(String field, String message, String fix) {}

    /**
     * @param sessions open sessions of the old user; under {@link RotationStrategy#SINGLE} and {@link
     *     RotationStrategy#DUAL} those of the new password count, too
     * @param latest when the newest of them began, or a key was last used; empty if never, or not known
     */
    public record Usage(int sessions, Optional<Instant> latest) {}
}
