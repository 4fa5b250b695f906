package io.nightshift.policy;

/** A group of accounts, regions or resources with its own settings: production, staging, a team's account. */
public record Environment(String name, Match match, PolicySettings settings) {}
