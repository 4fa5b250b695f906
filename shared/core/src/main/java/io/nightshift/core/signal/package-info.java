/** What happened: signals, the resources that they are about, and how raw payloads become signals. */
@NullMarked
package io.nightshift.core.signal;

import org.jspecify.annotations.NullMarked;
