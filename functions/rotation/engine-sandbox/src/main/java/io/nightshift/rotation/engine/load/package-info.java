/** Applications that log in without pause while credentials rotate, and what they experience. */
@NullMarked
package io.nightshift.rotation.engine.load;

import org.jspecify.annotations.NullMarked;
