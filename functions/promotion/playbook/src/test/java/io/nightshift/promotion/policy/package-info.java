@NullMarked
package io.nightshift.promotion.policy;

import org.jspecify.annotations.NullMarked;
