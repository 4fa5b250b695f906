/**
 * Playbooks as transition tables. A {@link io.nightshift.core.machine.PhaseTable} lists each phase with its request,
 * its handlers and the phases that may follow; a {@link io.nightshift.core.machine.Machine} decides by it.
 */
@NullMarked
package io.nightshift.core.machine;

import org.jspecify.annotations.NullMarked;
