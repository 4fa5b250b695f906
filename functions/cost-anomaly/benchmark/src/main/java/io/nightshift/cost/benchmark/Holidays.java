package io.nightshift.cost.benchmark;

import java.time.LocalDate;
import java.time.Month;

/** Days on which offices are closed. */
final class Holidays {

    private static final int CHRISTMAS = 23;
    private static final int NEW_YEAR = 2;

    private Holidays() {}

    static boolean is(LocalDate date) {
        int day = date.getDayOfMonth();
        return (date.getMonth() == Month.DECEMBER && day >= CHRISTMAS)
                || (date.getMonth() == Month.JANUARY && day <= NEW_YEAR)
                || (date.getMonth() == Month.MAY && day == 1)
                || (date.getMonth() == Month.AUGUST && day == 15)
                || (date.getMonth() == Month.NOVEMBER && day >= 27 && day <= 29);
    }
}
