package io.nightshift.promotion.target;

/** How far a deployed version is. */
public sealed interface Readiness {

    /** All of it runs and is healthy by the platform's own word. */
    record Ready() implements Readiness {}

    /** @param progress for people: {@code 2 of 4 tasks run} */
    record OnItsWay(String progress) implements Readiness {}

    record Broken(String reason) implements Readiness {}
}
