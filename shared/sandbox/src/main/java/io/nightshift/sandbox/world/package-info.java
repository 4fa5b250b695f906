/** A simulated world on virtual time: things that break, alarms that tell, actions that help or do not. */
@NullMarked
package io.nightshift.sandbox.world;

import org.jspecify.annotations.NullMarked;
