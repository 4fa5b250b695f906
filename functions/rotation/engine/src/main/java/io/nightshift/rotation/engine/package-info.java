/** How a password or key is set, tested and retired at the system that checks it. */
@NullMarked
package io.nightshift.rotation.engine;

import org.jspecify.annotations.NullMarked;
