/**
 * The only imperative loop: it takes signals and wake-ups, lets playbooks decide and guardrails judge, and commits
 * before it acts.
 */
@NullMarked
package io.nightshift.core.engine;

import org.jspecify.annotations.NullMarked;
