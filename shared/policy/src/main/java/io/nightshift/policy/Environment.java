package io.nightshift.policy;

/** A part of the environment with settings of its own: production, staging, a team's account. */
public record Environment(String name, Scope match, PolicySettings settings) {}
