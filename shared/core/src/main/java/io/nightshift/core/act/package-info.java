/** Changes to the environment in domain words, and the ports that query the environment and change it. */
@NullMarked
package io.nightshift.core.act;

import org.jspecify.annotations.NullMarked;
