/**
 * The findings of an image scan, and whether they pass a gate: the same computation for reports and for both clouds'
 * scanners.
 */
@NullMarked
package io.nightshift.promotion.gate;

import org.jspecify.annotations.NullMarked;
