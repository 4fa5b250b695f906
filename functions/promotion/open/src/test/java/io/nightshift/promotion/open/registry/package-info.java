@NullMarked
package io.nightshift.promotion.open.registry;

import org.jspecify.annotations.NullMarked;
