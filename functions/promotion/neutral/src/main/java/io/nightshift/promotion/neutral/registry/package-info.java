/** Image registries through the API that all of them support: tags, images, and attachments. */
@NullMarked
package io.nightshift.promotion.neutral.registry;

import org.jspecify.annotations.NullMarked;
