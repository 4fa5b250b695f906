/** Registries of images by the API that all of them speak: what a tag names, what an image is, what was attached to it. */
@NullMarked
package io.nightshift.promotion.neutral.registry;

import org.jspecify.annotations.NullMarked;
