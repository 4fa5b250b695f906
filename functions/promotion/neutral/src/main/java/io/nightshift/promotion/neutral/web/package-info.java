/** HTTP as the observers need it: bounded in time and size, no redirect unasked, and nothing secret in what it says. */
@NullMarked
package io.nightshift.promotion.neutral.web;

import org.jspecify.annotations.NullMarked;
