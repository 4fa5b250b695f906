/** AWS Lambda without AWS: its Runtime API, and a process of the real runtime interface client. */
@NullMarked
package io.nightshift.sandbox.lambda;

import org.jspecify.annotations.NullMarked;
