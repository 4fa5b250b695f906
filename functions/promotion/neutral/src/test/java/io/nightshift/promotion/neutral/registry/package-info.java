@NullMarked
package io.nightshift.promotion.neutral.registry;

import org.jspecify.annotations.NullMarked;
