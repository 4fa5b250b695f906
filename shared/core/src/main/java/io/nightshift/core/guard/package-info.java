/**
 * Guardrails judge every act before it is performed. They are on by default, and one that cannot be evaluated denies.
 */
@NullMarked
package io.nightshift.core.guard;

import org.jspecify.annotations.NullMarked;
