package io.nightshift.local.bench;

/** One line on a terminal that tells what is being measured, over and over; nothing where the output is no terminal. */
final class Progress {

    private static final boolean SHOWN = Boolean.getBoolean("nightshift.progress");

    private Progress() {}

    static void tell(String what) {
        if (SHOWN) {
            System.err.print("\r\u001b[K" + what);
            System.err.flush();
        }
    }

    static void end() {
        tell("");
    }
}
