/** Guardrails: what judges every act before it is performed. On by default, and what cannot be evaluated denies. */
@NullMarked
package io.nightshift.core.guard;

import org.jspecify.annotations.NullMarked;
