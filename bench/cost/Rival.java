/** A detector of points that is measured beside ours: its settings are searched like those of the others. */
interface Rival {

    /** So many settings have all of them. */
    int SETTINGS = 3;

    String name();

    /** Thresholds that are tried with each setting, six of each rival. */
    double[] thresholds();

    /**
     * How strange each day is, by the days up to it only. A day that is lower than expected is not strange.
     *
     * @param setting from 0 to {@link #SETTINGS}
     */
    double[] scores(double[] costs, int setting);
}
