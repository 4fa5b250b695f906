/** The scheduled sweep: what the registries have that no event told of. */
@NullMarked
package io.nightshift.promotion.sweep;

import org.jspecify.annotations.NullMarked;
