/** The scheduled sweep: finds images in the registries whose event was lost. */
@NullMarked
package io.nightshift.promotion.sweep;

import org.jspecify.annotations.NullMarked;
