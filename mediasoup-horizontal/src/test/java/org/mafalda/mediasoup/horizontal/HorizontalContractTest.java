package org.mafalda.mediasoup.horizontal;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.mafalda.rope.protocol.ContractModel;

/** It can be exported for operators. */
final class HorizontalContractTest {
    @Test
    void interfaceKeepsTheRulesOfContracts() {
        ContractModel contract = ContractModel.of(Horizontal.class);

        assertThat(contract.name()).isEqualTo("horizontal");
        assertThat(contract.root().type()).isEqualTo(Horizontal.class);
        assertThat(contract.root().collections()).containsKeys("instances", "drains", "workers");
        assertThat(contract.objects()).containsKeys("Instance", "Drain", "Worker", "Router");
        assertThat(contract.objectOf(HorizontalMediasoup.class).type()).isEqualTo(Horizontal.class);
    }
}
