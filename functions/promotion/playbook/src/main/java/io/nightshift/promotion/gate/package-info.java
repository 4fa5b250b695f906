/** What a scan of an image found, and whether it passes a gate: the same reckoning for reports and for both clouds' scanners. */
@NullMarked
package io.nightshift.promotion.gate;

import org.jspecify.annotations.NullMarked;
