/** The story of a run, in sentences. */
@NullMarked
package io.nightshift.story;

import org.jspecify.annotations.NullMarked;
