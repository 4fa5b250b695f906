/** Runs and what changes them: facts, effects, playbooks, outcomes. */
@NullMarked
package io.nightshift.core.run;

import org.jspecify.annotations.NullMarked;
