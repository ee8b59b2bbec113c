package org.mafalda.acceptance.mapping;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

final class MappingTest {
    private static final Path DOCUMENT = Path.of("../docs/mediasoup-mapping.md");
    private static final Inventory INVENTORY = Inventory.read();

    private static List<String> faultsWith(String... moreLines) {
        MappingTable table = MappingTable.read();
        MappingTable more = MappingTable.parse(List.of(moreLines));
        table.entries().putAll(more.entries());
        return Mapping.of(INVENTORY, table).faults();
    }

    @Test
    void theInventoryIsWhole() {
        assertThat(INVENTORY.types()).hasSize(213);
        assertThat(INVENTORY.memberCount()).isEqualTo(778);
    }

    @Test
    void eachMemberHasACounterpartThatExistsOrAReason() {
        assertThat(faultsWith()).isEmpty();
    }

    @Test
    void aCounterpartThatDoesNotExistIsAFault() {
        assertThat(faultsWith("Consumer.pause -> Consumer.pauze", "Router -> Rooter"))
                .contains(
                        "The counterpart does not exist [mediasoup:Consumer.pause, ours:Consumer.pauze]",
                        "The counterpart does not exist [mediasoup:Router, ours:Rooter]");
    }

    @Test
    void aLineAboutNothingIsAFault() {
        assertThat(faultsWith("Consumer.rewind -- it is live"))
                .containsExactly("The table names what mediasoup does not have [name:Consumer.rewind]");
    }

    @Test
    void aSuperfluousLineIsAFault() {
        assertThat(faultsWith("Consumer.pause -> Consumer.pause", "Consumer.resume -- nobody needs it"))
                .containsExactly(
                        "The table says what the conventions say [mediasoup:Consumer.pause]",
                        "Left out, but it is there [mediasoup:Consumer.resume, ours:Consumer.resume]");
    }

    @Test
    void theDocumentIsUpToDate() throws IOException {
        String document = MappingDocument.write(Mapping.of(INVENTORY, MappingTable.read()));
        if (Boolean.getBoolean("mapping.write")) {
            Files.writeString(DOCUMENT, document);
        }
        assertThat(Files.exists(DOCUMENT) ? Files.readString(DOCUMENT) : "")
                .as("docs/mediasoup-mapping.md; ./mafalda mapping writes it anew")
                .isEqualTo(document);
    }
}
