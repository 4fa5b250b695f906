import com.amazon.randomcutforest.config.ForestMode;
import com.amazon.randomcutforest.config.TransformMethod;
import com.amazon.randomcutforest.parkservices.ThresholdedRandomCutForest;

/** Random Cut Forest with its own thresholds; the grade of a day that is higher than the week before. */
final class CutForest implements Rival {

    private static final int[] SHINGLES = {1, 4, 7};
    private static final int WEEK = 7;
    private static final int TREES = 30;
    private static final int SAMPLE = 256;
    private static final int WARM = 32;

    @Override
    public String name() {
        return "Random Cut Forest";
    }

    @Override
    public double[] thresholds() {
        return new double[] {0.05, 0.2, 0.35, 0.5, 0.7, 0.9};
    }

    @Override
    public double[] scores(double[] costs, int setting) {
        int shingle = SHINGLES[setting];
        var forest = ThresholdedRandomCutForest.builder()
                .dimensions(shingle)
                .shingleSize(shingle)
                .numberOfTrees(TREES)
                .sampleSize(SAMPLE)
                .randomSeed(17)
                .outputAfter(WARM)
                .internalShinglingEnabled(true)
                .anomalyRate(0.01)
                .forestMode(ForestMode.STANDARD)
                .transformMethod(TransformMethod.NORMALIZE)
                .build();
        var scores = new double[costs.length];
        for (int day = 0; day < costs.length; day++) {
            double value = Math.log(costs[day] + 0.1);
            var said = forest.process(new double[] {value}, day);
            boolean rising = day >= WEEK && costs[day] > costs[day - WEEK];
            scores[day] = rising ? said.getAnomalyGrade() : 0;
        }
        return scores;
    }
}
