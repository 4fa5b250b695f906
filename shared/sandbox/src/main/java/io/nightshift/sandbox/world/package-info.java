/** A simulated environment on virtual time: resources that break, alarms that fire, actions that help or do not. */
@NullMarked
package io.nightshift.sandbox.world;

import org.jspecify.annotations.NullMarked;
