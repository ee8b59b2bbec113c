package org.mafalda.mafalda.layer;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.mafalda.mafalda.RoomPlan;
import org.mafalda.mafalda.RoomShape;
import org.mafalda.mafalda.policy.LoadModel;
import org.mafalda.mafalda.policy.StreamKind.Use;

final class PlannerTest {
    private static final LoadModel CONSUMERS_500 =
            LoadModel.fixed(kind -> kind.use() == Use.CONSUMER || kind.use() == Use.PIPE_CONSUMER ? 0.002 : 0, 0.002);

    private static RoomPlan plan(int peers, int layers, int maxWorkers) {
        return new Planner(CONSUMERS_500, 1, maxWorkers).plan(new RoomShape(peers, 1, 1, layers));
    }

    @Test
    void asManyWorkersAsConsumersAndPipesNeed() {
        assertThat(plan(15, 1, 16)).isEqualTo(new RoomPlan(420, 1, 0, true));
        assertThat(plan(20, 1, 16)).isEqualTo(new RoomPlan(760, 2, 40, true));
        assertThat(plan(40, 1, 64)).isEqualTo(new RoomPlan(3120, 8, 560, true));
    }

    @Test
    void pipesCarryAllLayers() {
        assertThat(plan(40, 3, 64).workers()).isEqualTo(9);
    }

    @Test
    void aRoomThatIsTooLargeDoesNotFit() {
        assertThat(plan(40, 1, 7)).isEqualTo(new RoomPlan(3120, 8, 560, false));
        assertThat(plan(300, 1, 7)).isEqualTo(new RoomPlan(179_400, 0, 0, false));
    }
}
