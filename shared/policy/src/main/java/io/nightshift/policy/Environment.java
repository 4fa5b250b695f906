package io.nightshift.policy;

/** A group of accounts, regions or resources with its own settings: production, staging, a team's account. */
public record Environment(String name, Scope match, PolicySettings settings) {}
