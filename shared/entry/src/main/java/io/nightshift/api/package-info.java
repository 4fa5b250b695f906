/** The HTTP interface of a host, whatever serves it: who may send, who answers, and what they are told. */
@NullMarked
package io.nightshift.api;

import org.jspecify.annotations.NullMarked;
