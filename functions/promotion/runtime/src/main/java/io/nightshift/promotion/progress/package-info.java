/** The progress of a promotion for its users: read from its run, in values and in one sentence. */
@NullMarked
package io.nightshift.promotion.progress;

import org.jspecify.annotations.NullMarked;
