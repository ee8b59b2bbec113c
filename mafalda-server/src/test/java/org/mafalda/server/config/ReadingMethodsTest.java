package org.mafalda.server.config;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.mafalda.mafalda.Mafalda;
import org.mafalda.mediasoup.Mediasoup;
import org.mafalda.server.admin.Admin;

class ReadingMethodsTest {
    @Test
    void whatIsNamedLikeAQuestionChangesNothing() {
        assertThat(ReadingMethods.of(Mediasoup.class))
                .contains(
                        "Worker.dump", "Worker.getResourceUsage", "Producer.getStats", "DataConsumer.getBufferedAmount")
                .allMatch(method -> method.matches("\\w+\\.(dump|getStats|getResourceUsage|getBufferedAmount)"));
        assertThat(ReadingMethods.of(Mafalda.class)).contains("MafaldaRouter.topology", "MafaldaRouter.explain");
        assertThat(ReadingMethods.of(Admin.class))
                .containsExactly("Admin.explain", "Admin.getPlacements", "Admin.getStatus");
    }
}
