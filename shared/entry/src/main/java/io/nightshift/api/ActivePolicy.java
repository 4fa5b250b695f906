package io.nightshift.api;

import io.nightshift.core.engine.Engine;

/** The engine with the policy that holds now; a request keeps the one that it began with. */
public record ActivePolicy(Engine engine, String hash) {}
