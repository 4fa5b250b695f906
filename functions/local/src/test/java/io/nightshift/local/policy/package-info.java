@NullMarked
package io.nightshift.local.policy;

import org.jspecify.annotations.NullMarked;
