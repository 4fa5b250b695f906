package io.nightshift.local;

import io.nightshift.local.cli.Nightshift;
import io.nightshift.local.cli.Terminal;

/** The entry point of the process. */
public final class Main {

    private Main() {}

    public static void main(String[] args) {
        System.exit(Nightshift.run(Functions.ALL, Terminal.ofProcess(), args));
    }
}
