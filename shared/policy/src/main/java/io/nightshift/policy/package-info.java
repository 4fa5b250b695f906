/** The policy: nightshift.yaml as records, with every problem reported by line and column. */
@NullMarked
package io.nightshift.policy;

import org.jspecify.annotations.NullMarked;
