/** Messages as mail, by SMTP or a sender of the cloud. */
@NullMarked
package io.nightshift.chat.mail;

import org.jspecify.annotations.NullMarked;
