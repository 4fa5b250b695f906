/** The only imperative loop: takes signals and wake-ups, lets playbooks decide, guardrails judge, and commits before it acts. */
@NullMarked
package io.nightshift.core.engine;

import org.jspecify.annotations.NullMarked;
