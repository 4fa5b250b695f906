/** AWS as a promotion platform: all queries and acts of a promotion there. */
@NullMarked
package io.nightshift.promotion.aws;

import org.jspecify.annotations.NullMarked;
