/** What a promotion needs of a platform, and how the engine gets it. */
@NullMarked
package io.nightshift.promotion.target;

import org.jspecify.annotations.NullMarked;
