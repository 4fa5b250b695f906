/** What {@code nightshift survey} reads, and how it compares with a policy. */
@NullMarked
package io.nightshift.local.survey;

import org.jspecify.annotations.NullMarked;
