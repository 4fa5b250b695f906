/** Changes to the world in domain words, and the ports that look at the world and change it. */
@NullMarked
package io.nightshift.core.act;

import org.jspecify.annotations.NullMarked;
